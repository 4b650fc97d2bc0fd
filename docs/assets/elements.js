/**
 * Every element of ours. Those that hear of a calculator's answers come before it, so that they miss
 * none.
 */

import "./comparison.js";
import "./month.js";
import "./payslip.js";
import "./pictures.js";
import "./sharing.js";
import "./calculator.js";
import "./receipt.js";
import "./search/box.js";
import "./edition.js";
import "./by-date.js";
