package dev.leeway.app.server.log;

import java.nio.ByteBuffer;

/// Receives records in the order of their offsets.
@FunctionalInterface
public interface RecordVisitor {

  /// One record. The payload is valid only during the call: its memory is used for the next one.
  void visit(long offset, byte type, ByteBuffer payload);
}
