/** The bonus, written by hand in JavaScript: the limit of what a page can do. Money is in fen. */

const GRADES = [
  { from: 9000n, name: "优秀", tenths: 15n },
  { from: 8000n, name: "良好", tenths: 12n },
  { from: 6000n, name: "合格", tenths: 10n },
  { from: 0n, name: "不合格", tenths: 5n },
];

export function answer({ bonus_base, score }) {
  const [base, points] = [hundredths(bonus_base), hundredths(score)];
  const grade = GRADES.find(({ from }) => points >= from);
  const gross = plain((base * grade.tenths + 5n) / 10n);
  const coefficient = Number(grade.tenths) / 10;
  return {
    result: { bonus_gross: gross },
    steps: [
      { label: `${score} 分，等级为${grade.name}`, formula: `发放系数 ${coefficient}` },
      { label: "应发绩效奖金 = 基数 × 发放系数", formula: `${plain(base)} × ${coefficient} = ${gross} 元` },
    ],
  };
}

function hundredths(text) {
  const [, whole, fraction = ""] = /^(\d+)(?:\.(\d{0,2}))?$/.exec(text.trim());
  return BigInt(whole + fraction.padEnd(2, "0"));
}

function plain(fen) {
  const digits = String(fen).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
