/**
 * The elements of pages that ask Python. Those that hear of a calculator's answers come before it, so
 * that they miss none.
 */

import "./comparison.js";
import "./payslip.js";
import "./pictures.js";
import "./sharing.js";
import "./calculator.js";
import "./receipt.js";
