import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cos, sin, tan } from '../../src/sql/functions/java-trigonometry.ts';
import { valueOfSql } from './expect-sql.ts';

/** x and Java's Math.sin(x) and Math.cos(x); those of 2.5 and 287.89… are not the nearest doubles. */
const JAVA = [
  [2.3051986361447097, 0.7422314245479033, -0.6701436505806724],
  [-11.095450148364217, 0.9950165508516995, 0.09970989685676811],
  [-1.03, -0.8572989891886034, 0.5148188449699553],
  [0.6727242773275126, 0.6231190276080444, 0.7821270212905351],
  [-485.10787147511235, -0.9642511726439912, 0.26498995462977065],
  [-361.427382082038, 0.14372741860281113, -0.9896173144917041],
  [7.886398062342925, 0.999474633594006, -0.03241075133543375],
  [2.5, 0.5984721441039564, -0.8011436155469337],
] as const;

describe('sine and cosine', () => {
  it.each(JAVA)('of %d are those of Java', (x, sine, cosine) => {
    expect([sin(x), cos(x)]).toEqual([sine, cosine]);
  });

  it('are those of Java where these are not the nearest doubles', () => {
    expect([cos(287.8933955252057), sin(0.9079287424767015)]).toEqual([0.423828175890829, 0.7882308215704361]);
  });

  it('keep zeros and have no value at infinity', () => {
    expect(Object.is(sin(-0), -0) && Object.is(tan(-0), -0)).toBe(true);
    expect([sin(Infinity), cos(NaN), tan(-Infinity)]).toEqual([NaN, NaN, NaN]);
    expect([cos(0), sin(1e-300), valueOfSql('COS(0.46)')]).toEqual([1, 1e-300, '0.8960524975255252']);
  });

  it('of any angle are next to those of JavaScript', () => {
    const near = (found: number, other: number): boolean =>
      Math.abs(found - other) <= Math.max(Math.abs(other), 2 ** -1000) * 2 ** -51;
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.double({ min: -10, max: 10 }), (x, y) => {
        for (const angle of [x, y]) {
          if (Number.isNaN(angle)) continue;
          expect(near(sin(angle), Math.sin(angle))).toBe(true);
          expect(near(cos(angle), Math.cos(angle))).toBe(true);
          expect(near(tan(angle), Math.tan(angle))).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
