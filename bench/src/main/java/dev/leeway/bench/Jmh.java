package dev.leeway.bench;

import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs the methods of a class by JMH, with its options.
final class Jmh {

  private Jmh() {}

  /// @return the exit code
  static int run(Class<?> benchmarks, List<String> arguments) {
    try {
      OptionsBuilder options = new OptionsBuilder();
      options.parent(new CommandLineOptions(arguments.toArray(new String[0])));
      options.include(benchmarks.getName());
      new Runner(options.build()).run();
      return 0;
    } catch (RunnerException | CommandLineOptionException e) {
      System.err.println(e.getMessage());
      return 2;
    }
  }
}
