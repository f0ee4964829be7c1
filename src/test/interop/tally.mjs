// What passed and what failed, a line each, and the closing line.
import { isDeepStrictEqual } from 'node:util';

export class Tally {
  passed = 0;
  failed = 0;

  check(what, holds, detail = '') {
    if (holds) {
      this.passed++;
      console.log(`  ok    ${what}`);
    } else {
      this.failed++;
      console.log(`  FAIL  ${what}${detail ? `: ${String(detail).slice(0, 600)}` : ''}`);
    }
    return holds;
  }

  equal(what, actual, expected) {
    return this.check(what, isDeepStrictEqual(actual, expected),
      `expected ${JSON.stringify(expected)?.slice(0, 280)}, got ${JSON.stringify(actual)?.slice(0, 280)}`);
  }

  close() {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed || !this.passed ? 1 : 0;
  }
}
