package dev.leeway.app.server.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/// Opens the files of a log, and its folder to make names durable. Tests put faults here.
@FunctionalInterface
public interface ChannelOpener {

  /// Opens `file` as [FileChannel#open(Path, OpenOption...)] does.
  FileChannel open(Path file, OpenOption... options) throws IOException;
}
