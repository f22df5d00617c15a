package dev.leeway.app.server.ingest;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Unpacks bodies, and stops those that are too large, packed or unpacked, or a bomb.
public final class Bodies {

  private static final int BUFFER = 1 << 16;

  /// A bomb is told by its ratio only from so many bytes on.
  private static final long SMALL = 1 << 20;

  /// The largest window that every decoder of Zstandard is to support, 8 MiB (RFC 8878, 3.1.1.1.2).
  private static final int WINDOW_LOG = 23;

  private Bodies() {}

  /// The body as its sender wrote it. Reading it throws a [TooLargeException] when it exceeds the
  /// limits, and a [MalformedBodyException] when what it is packed in is damaged.
  ///
  /// @param encoding `gzip`, `zstd`, `identity`, or null for the last
  /// @throws UnsupportedMediaException for other encodings
  public static InputStream decoded(InputStream body, @Nullable String encoding, Limits limits)
      throws IOException {
    String name = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
    Counting sent = new Counting(body, limits);
    return switch (name) {
      case "", "identity" -> sent;
      case "gzip", "x-gzip" -> new Unpacked(sent, "gzip", limits, Bodies::gzip);
      case "zstd" -> new Unpacked(sent, "zstd", limits, Bodies::zstd);
      default ->
          throw new UnsupportedMediaException(
              "Content-Encoding %s is not read; expected gzip, zstd or identity"
                  .formatted(Words.shown(name)));
    };
  }

  /// Whether bytes begin as gzip does.
  static boolean isGzip(byte[] start) {
    return start.length >= 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
  }

  private static InputStream gzip(InputStream packed) throws IOException {
    return new GZIPInputStream(new BufferedInputStream(packed, BUFFER), BUFFER);
  }

  private static InputStream zstd(InputStream packed) throws IOException {
    ZstdInputStream unpacked = new ZstdInputStream(packed);
    unpacked.setLongMax(WINDOW_LOG);
    return unpacked;
  }

  /// The bytes as they are sent.
  private static final class Counting extends FilterInputStream {
    private final Limits limits;
    private long count;

    Counting(InputStream in, Limits limits) {
      super(in);
      this.limits = limits;
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      add(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      add(Math.max(0, read));
      return read;
    }

    private void add(int read) {
      count += read;
      if (count > limits.bytes()) {
        throw new TooLargeException(
            "the body has more than %,d bytes; send it in several requests"
                .formatted(limits.bytes()));
      }
    }

    @Override
    public long skip(long bytes) throws IOException {
      return in.readNBytes((int) Math.min(bytes, BUFFER)).length;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }

  @FunctionalInterface
  private interface Unpacking {
    InputStream open(InputStream packed) throws IOException;
  }

  /// The bytes unpacked.
  private static final class Unpacked extends InputStream {
    private final Counting sent;
    private final String name;
    private final Limits limits;
    private final Unpacking unpacking;
    private @Nullable InputStream in;
    private long count;

    Unpacked(Counting sent, String name, Limits limits, Unpacking unpacking) {
      this.sent = sent;
      this.name = name;
      this.limits = limits;
      this.unpacking = unpacking;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read;
      try {
        if (in == null) {
          in = unpacking.open(sent);
        }
        read = in.read(buffer, offset, length);
      } catch (EOFException e) {
        throw new MalformedBodyException(
            "the body ends in the middle of its %s data".formatted(name));
      } catch (ZipException | ZstdIOException e) {
        throw new MalformedBodyException(
            "the body has damaged %s data: %s".formatted(name, e.getMessage()));
      }
      count += Math.max(0, read);
      if (count > limits.decodedBytes()) {
        throw new TooLargeException(
            "the body has more than %,d bytes unpacked; send it in several requests"
                .formatted(limits.decodedBytes()));
      }
      if (count > SMALL && count / limits.ratio() > sent.count) {
        throw new TooLargeException(
            "the body is more than %d times as large unpacked; expected no such ratio of data"
                .formatted(limits.ratio()));
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      (in == null ? sent : in).close();
    }
  }
}
