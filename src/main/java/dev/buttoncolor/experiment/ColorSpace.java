package dev.buttoncolor.experiment;

import java.util.function.DoubleUnaryOperator;

/**
 * From the color spaces of CSS to sRGB, each channel from 0 to 1. A color that sRGB does not have
 * has channels outside of that; browsers clip them.
 *
 * @see <a href="https://www.w3.org/TR/css-color-4/#color-conversion-code">CSS Color 4, sample code
 *     for color conversions</a>, which the numbers are from
 */
final class ColorSpace {

  private static final double[][] XYZ_TO_SRGB = {
    {12831d / 3959, -329d / 214, -1974d / 3959},
    {-851781d / 878810, 1648619d / 878810, 36519d / 878810},
    {705d / 12673, -2585d / 12673, 705d / 667}
  };
  private static final double[][] P3_TO_XYZ = {
    {608311d / 1250200, 189793d / 714400, 198249d / 1000160},
    {35783d / 156275, 247089d / 357200, 198249d / 2500400},
    {0, 32229d / 714400, 5220557d / 5000800}
  };
  private static final double[][] A98_TO_XYZ = {
    {573536d / 994567, 263643d / 1420810, 187206d / 994567},
    {591459d / 1989134, 6239551d / 9945670, 374412d / 4972835},
    {53769d / 1989134, 351524d / 4972835, 4929758d / 4972835}
  };
  private static final double[][] REC2020_TO_XYZ = {
    {63426534d / 99577255, 20160776d / 139408157, 47086771d / 278816314},
    {26158966d / 99577255, 472592308d / 697040785, 8267143d / 139408157},
    {0, 19567812d / 697040785, 295819943d / 278816314}
  };
  private static final double[][] PRO_PHOTO_TO_XYZ_D50 = {
    {0.79776664490064230, 0.13518129740053308, 0.03134773412839220},
    {0.28807482881940130, 0.71183523424187300, 0.00008993693872564},
    {0, 0, 0.82510460251046020}
  };
  private static final double[][] D50_TO_D65 = {
    {0.955473421488075, -0.02309845494876471, 0.06325924320057072},
    {-0.0283697093338637, 1.0099953980813041, 0.021041441191917323},
    {0.012314014864481998, -0.020507649298898964, 1.330365926242124}
  };
  private static final double[][] OKLAB_TO_LMS = {
    {1, 0.3963377773761749, 0.2158037573099136},
    {1, -0.1055613458156586, -0.0638541728258133},
    {1, -0.0894841775298119, -1.2914855480194092}
  };
  private static final double[][] LMS_TO_XYZ = {
    {1.2268798758459243, -0.5578149944602171, 0.2813910456659647},
    {-0.0405757452148008, 1.1122868032803170, -0.0717110580655164},
    {-0.0763729366746601, -0.4214933324022432, 1.5869240198367816}
  };

  /** The white of D50. */
  private static final double[] WHITE = {0.3457 / 0.3585, 1, (1 - 0.3457 - 0.3585) / 0.3585};

  private ColorSpace() {}

  /** Channels of 0 to 255. */
  static double[] rgb(double[] rgb) {
    return each(rgb, c -> c / 255);
  }

  /** A hue in degrees, saturation and lightness of 0 to 100. */
  static double[] hsl(double[] hsl) {
    double saturation = clamp(hsl[1] / 100);
    double lightness = clamp(hsl[2] / 100);
    double amplitude = saturation * Math.min(lightness, 1 - lightness);
    double hue = hsl[0] - 360 * Math.floor(hsl[0] / 360);
    return each(
        new double[] {0, 8, 4},
        n -> {
          double k = (n + hue / 30) % 12;
          return lightness - amplitude * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1));
        });
  }

  /** A hue in degrees, whiteness and blackness of 0 to 100. */
  static double[] hwb(double[] hwb) {
    double white = Math.max(0, hwb[1] / 100);
    double black = Math.max(0, hwb[2] / 100);
    double gray = white / (white + black);
    return white + black >= 1
        ? new double[] {gray, gray, gray}
        : each(hsl(new double[] {hwb[0], 100, 50}), c -> c * (1 - white - black) + white);
  }

  /** CIE Lab under D50, lightness of 0 to 100. */
  static double[] lab(double[] lab) {
    double lightness = 100 * clamp(lab[0] / 100);
    double f = (lightness + 16) / 116;
    double[] fs = {f + lab[1] / 500, f, f - lab[2] / 200};
    double[] xyz = each(fs, t -> t > 6d / 29 ? t * t * t : (116 * t - 16) * 27 / 24389);
    for (int i = 0; i < 3; i++) {
      xyz[i] *= WHITE[i];
    }
    return xyzD50(xyz);
  }

  /** The same with chroma and a hue in degrees. */
  static double[] lch(double[] lch) {
    return lab(rectangular(lch));
  }

  /** Oklab, lightness of 0 to 1. */
  static double[] oklab(double[] oklab) {
    double[] lms = multiply(OKLAB_TO_LMS, clamp(oklab[0]), oklab[1], oklab[2]);
    return xyz(multiply(LMS_TO_XYZ, each(lms, c -> c * c * c)));
  }

  /** The same with chroma and a hue in degrees. */
  static double[] oklch(double[] oklch) {
    return oklab(rectangular(oklch));
  }

  static double[] linearSrgb(double[] linear) {
    return each(linear, c -> c > 0.0031308 ? 1.055 * Math.pow(c, 1 / 2.4) - 0.055 : 12.92 * c);
  }

  static double[] displayP3(double[] rgb) {
    return xyz(multiply(P3_TO_XYZ, linear(rgb, ColorSpace::linear)));
  }

  /** The transfer function of sRGB, undone for a channel of 0 to 1. */
  static double linear(double c) {
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  static double[] a98Rgb(double[] rgb) {
    return xyz(multiply(A98_TO_XYZ, linear(rgb, c -> Math.pow(c, 563d / 256))));
  }

  /** As Chromium has it: without the straight line below 1/32, which no eye tells apart. */
  static double[] proPhoto(double[] rgb) {
    return xyzD50(multiply(PRO_PHOTO_TO_XYZ_D50, linear(rgb, c -> Math.pow(c, 1.8))));
  }

  static double[] rec2020(double[] rgb) {
    double a = 1.09929682680944;
    return xyz(
        multiply(
            REC2020_TO_XYZ,
            linear(rgb, c -> c < 0.08124 ? c / 4.5 : Math.pow((c + a - 1) / a, 1 / 0.45))));
  }

  static double[] xyzD50(double[] xyz) {
    return xyz(multiply(D50_TO_D65, xyz));
  }

  /** CIE XYZ under D65. */
  static double[] xyz(double[] xyz) {
    return linearSrgb(multiply(XYZ_TO_SRGB, xyz));
  }

  private static double[] rectangular(double[] lch) {
    double chroma = Math.max(0, lch[1]);
    double hue = Math.toRadians(lch[2]);
    return new double[] {lch[0], chroma * Math.cos(hue), chroma * Math.sin(hue)};
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }

  private static double[] multiply(double[][] matrix, double... vector) {
    double[] product = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        product[i] += matrix[i][j] * vector[j];
      }
    }
    return product;
  }

  /** Undoes a transfer function, which is the same for negative values. */
  private static double[] linear(double[] rgb, DoubleUnaryOperator toLinear) {
    return each(rgb, c -> Math.signum(c) * toLinear.applyAsDouble(Math.abs(c)));
  }

  private static double[] each(double[] channels, DoubleUnaryOperator change) {
    double[] changed = new double[3];
    for (int i = 0; i < 3; i++) {
      changed[i] = change.applyAsDouble(channels[i]);
    }
    return changed;
  }
}
