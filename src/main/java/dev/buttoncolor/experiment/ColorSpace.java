package dev.buttoncolor.experiment;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * How CSS writes a color with three arguments, and what they are in sRGB, each channel from 0 to 1.
 * A color that sRGB does not have has channels outside of that; browsers clip them.
 *
 * @param toSrgb from the three arguments to red, green and blue
 * @param whole what 100 % of each argument stand for; {@link #HUE} for an angle
 * @see <a href="https://www.w3.org/TR/css-color-4/#color-conversion-code">CSS Color 4, sample code
 *     for color conversions</a>, which the numbers are from
 */
record ColorSpace(UnaryOperator<double[]> toSrgb, double... whole) {

  /** An angle has no percentage. */
  static final double HUE = Double.NaN;

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

  /** To D50, and from there to D65. */
  private static final double[][] PRO_PHOTO_TO_XYZ = {
    {0.7555907422969209, 0.1127198426594051, 0.0821453420953454},
    {0.2683218435785718, 0.7151152566617912, 0.0165628997596369},
    {0.0039159727624258, -0.0129334428368418, 1.0980752208342943}
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

  static final ColorSpace RGB = new ColorSpace(rgb -> each(rgb, c -> c / 255), 255, 255, 255);
  static final ColorSpace HSL = new ColorSpace(ColorSpace::hsl, HUE, 100, 100);
  private static final ColorSpace XYZ = new ColorSpace(ColorSpace::xyz, 1, 1, 1);

  /** By the function's name, or that of the space in {@code color()}. */
  static final Map<String, ColorSpace> BY_NAME =
      Map.ofEntries(
          entry("rgb", RGB),
          entry("rgba", RGB),
          entry("hsl", HSL),
          entry("hsla", HSL),
          entry("hwb", new ColorSpace(ColorSpace::hwb, HUE, 100, 100)),
          entry("lab", new ColorSpace(ColorSpace::lab, 100, 125, 125)),
          entry("lch", new ColorSpace(lch -> lab(rectangular(lch)), 100, 150, HUE)),
          entry("oklab", new ColorSpace(ColorSpace::oklab, 1, 0.4, 0.4)),
          entry("oklch", new ColorSpace(lch -> oklab(rectangular(lch)), 1, 0.4, HUE)),
          entry("color srgb", new ColorSpace(UnaryOperator.identity(), 1, 1, 1)),
          entry("color srgb-linear", new ColorSpace(ColorSpace::srgb, 1, 1, 1)),
          entry("color display-p3", ofRgb(P3_TO_XYZ, ColorSpace::linear)),
          entry("color a98-rgb", ofRgb(A98_TO_XYZ, c -> Math.pow(c, 563d / 256))),
          entry("color rec2020", ofRgb(REC2020_TO_XYZ, ColorSpace::linearRec2020)),
          // As Chromium has it: without the straight line below 1/32, which no eye tells apart.
          entry("color prophoto-rgb", ofRgb(PRO_PHOTO_TO_XYZ, c -> Math.pow(c, 1.8))),
          entry("color xyz", XYZ),
          entry("color xyz-d65", XYZ),
          entry("color xyz-d50", new ColorSpace(ColorSpace::xyzD50, 1, 1, 1)));

  private static ColorSpace ofRgb(double[][] toXyz, DoubleUnaryOperator toLinear) {
    DoubleUnaryOperator signed = c -> Math.signum(c) * toLinear.applyAsDouble(Math.abs(c));
    return new ColorSpace(rgb -> xyz(multiply(toXyz, each(rgb, signed))), 1, 1, 1);
  }

  private static double[] hsl(double[] hsl) {
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

  private static double[] hwb(double[] hwb) {
    double white = Math.max(0, hwb[1] / 100);
    double black = Math.max(0, hwb[2] / 100);
    double gray = white / (white + black);
    return white + black >= 1
        ? new double[] {gray, gray, gray}
        : each(hsl(new double[] {hwb[0], 100, 50}), c -> c * (1 - white - black) + white);
  }

  private static double[] lab(double[] lab) {
    double f = (100 * clamp(lab[0] / 100) + 16) / 116;
    double[] fs = {f + lab[1] / 500, f, f - lab[2] / 200};
    double[] xyz = each(fs, t -> t > 6d / 29 ? t * t * t : (116 * t - 16) * 27 / 24389);
    return xyzD50(new double[] {xyz[0] * WHITE[0], xyz[1] * WHITE[1], xyz[2] * WHITE[2]});
  }

  private static double[] oklab(double[] oklab) {
    double[] lms = multiply(OKLAB_TO_LMS, clamp(oklab[0]), oklab[1], oklab[2]);
    return xyz(multiply(LMS_TO_XYZ, each(lms, c -> c * c * c)));
  }

  /** From chroma and hue. */
  private static double[] rectangular(double[] lch) {
    double chroma = Math.max(0, lch[1]);
    double hue = Math.toRadians(lch[2]);
    return new double[] {lch[0], chroma * Math.cos(hue), chroma * Math.sin(hue)};
  }

  private static double[] xyzD50(double[] xyz) {
    return xyz(multiply(D50_TO_D65, xyz));
  }

  private static double[] xyz(double[] xyz) {
    return srgb(multiply(XYZ_TO_SRGB, xyz));
  }

  private static double[] srgb(double[] linear) {
    return each(linear, c -> c > 0.0031308 ? 1.055 * Math.pow(c, 1 / 2.4) - 0.055 : 12.92 * c);
  }

  /** The transfer function of sRGB, undone for a channel of 0 to 1. */
  static double linear(double c) {
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  private static double linearRec2020(double c) {
    double a = 1.09929682680944;
    return c < 0.08124 ? c / 4.5 : Math.pow((c + a - 1) / a, 1 / 0.45);
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }

  private static double[] multiply(double[][] matrix, double... vector) {
    double[] product = new double[3];
    for (int i = 0; i < 9; i++) {
      product[i / 3] += matrix[i / 3][i % 3] * vector[i % 3];
    }
    return product;
  }

  private static double[] each(double[] channels, DoubleUnaryOperator change) {
    double[] changed = new double[3];
    for (int i = 0; i < 3; i++) {
      changed[i] = change.applyAsDouble(channels[i]);
    }
    return changed;
  }
}
