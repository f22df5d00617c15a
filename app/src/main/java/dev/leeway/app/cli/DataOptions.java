package dev.leeway.app.cli;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the files are written.
final class DataOptions {

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      description = "Between fields; 'tab' for a tab. Default: found from the first lines.")
  @Nullable String delimiter;

  @Option(names = "--no-header", description = "The first line is data.")
  boolean noHeader;

  @Option(
      names = "--names",
      paramLabel = "NAME",
      split = ",",
      description = "Column names, with --no-header. Default: column_1, column_2, …")
  List<String> names = new ArrayList<>();

  @Option(
      names = "--missing",
      paramLabel = "TOKEN",
      split = ",",
      description =
          "What stands for a missing value, instead of empty, NA, N/A, null and NaN; '\"\"' is the"
              + " empty field.")
  List<String> missing = new ArrayList<>();

  @Option(names = "--decimal-comma", description = "Numbers are written 1,5.")
  boolean decimalComma;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "Default: ${DEFAULT-VALUE}, strictly.",
      defaultValue = "UTF-8")
  Charset encoding;
}
