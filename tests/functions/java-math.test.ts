import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp, log, log10, pow } from '../../src/sql/functions/java-math.ts';

/** x, y and the doubles nearest to ln x, log10 x, e^x and x^y, from arithmetic of 80 digits. */
const EXACT = [
  [311.455, 2.9, 5.741254865512534, 2.49339530729229, 1.8331071913765556e135, 17015565.65723984],
  [397.599, 5.31, 5.985443959688713, 2.599445283433958, 4.732075991362784e172, 63541059930836.19],
  [369.952, 5.07, 5.913373267492911, 2.5681453795063733, 4.657063600861849e160, 10483277308266.154],
  [14.512, -0.41, 2.674975893372781, 1.1617272697160201, 2006695.7061188868, 0.33395797533139054],
  [471.679, 1.79, 6.156298669477258, 2.6736465411023045, 7.040231331475354e204, 61069.914022484685],
  [450.451, -4.64, 6.110249303097205, 2.6536475553883063, 4.2499485040173324e195, 4.864915967160406e-13],
  [234.54, -3.04, 5.457626149032919, 2.3702169208158907, 7.2348209180086e101, 6.230753365265791e-8],
  [271.885, 0.89, 5.605379182775717, 2.4343852480548533, 1.1971683101836759e118, 146.758367037467],
  [6.567, -3.4, 1.8820571072088357, 0.8173670162875941, 711.2329405600054, 0.0016632293672326937],
  [139.748, 5, 4.939840800662676, 2.1453456012083416, 4.917962999877241e60, 53300097815.992325],
  [382.865, -4.08, 5.947682446627067, 2.5830456666829673, 1.888673183046695e166, 2.8918361335101713e-11],
  [398.576, -4.33, 5.987898195228373, 2.600511144386123, 1.2570640865380937e173, 5.492710945232674e-12],
] as const;

/** Neighbouring doubles at most. */
const near = (found: number, other: number): boolean =>
  Object.is(found, other) ||
  Math.abs(found - other) <= Math.max(Math.abs(found), Math.abs(other)) * 2 ** -51 ||
  found === other;

describe('java-math', () => {
  it.each(EXACT)('is right to the last place at %d, %d', (x, y, ln, lg, e, power) => {
    expect([log(x), log10(x), exp(x), pow(x, y)]).toEqual([ln, lg, e, power]);
  });

  it('gives whole results exactly', () => {
    expect([log10(1000), log10(1e22), pow(2, 10), pow(-3, 3), pow(10, -2), exp(0), log(1)]).toEqual([
      3, 22, 1024, -27, 0.01, 1, 0,
    ]);
  });

  it('has Java’s edges', () => {
    expect([log(0), log(-1), exp(-1000), exp(1000), pow(0, 0), pow(-8, 1 / 3), log10(Infinity)]).toEqual([
      -Infinity,
      NaN,
      0,
      Infinity,
      1,
      NaN,
      Infinity,
    ]);
  });

  it('is never far from JavaScript’s own', () => {
    const any = fc.double({ noNaN: true });
    fc.assert(
      fc.property(any, fc.double({ noNaN: true, min: -50, max: 50 }), (x, y) => {
        expect(near(exp(y * 10), Math.exp(y * 10))).toBe(true);
        if (x > 0) expect(near(log(x), Math.log(x)) && near(log10(x), Math.log10(x))).toBe(true);
        const power = x ** y;
        if (Math.abs(power) > 1e-300) expect(near(pow(x, y), power)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
