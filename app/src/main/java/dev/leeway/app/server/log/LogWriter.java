package dev.leeway.app.server.log;

import dev.leeway.app.server.log.LogFolder.ForceFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The one thread that writes: takes all that wait, has them written and forced together, and
/// answers. A failure fails everything that waits at that moment, so that nothing written later was
/// asked for earlier.
final class LogWriter implements Runnable {

  private final Path folder;
  private final AppendQueue queue;
  private final Durable durable;
  private final GroupWriter groups;
  private volatile @Nullable String failure;

  LogWriter(Path folder, AppendQueue queue, Durable durable, GroupWriter groups) {
    this.folder = folder;
    this.queue = queue;
    this.durable = durable;
    this.groups = groups;
  }

  @Override
  public void run() {
    try {
      List<Ticket> spare = new ArrayList<>();
      List<Ticket> tickets = queue.take(spare);
      while (!tickets.isEmpty()) {
        writeAll(tickets);
        tickets.clear();
        spare = tickets;
        tickets = queue.take(spare);
      }
    } finally {
      groups.close();
      durable.end();
    }
  }

  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  private void writeAll(List<Ticket> tickets) {
    int next = 0;
    try {
      while (next < tickets.size()) {
        long offset = durable.state().end();
        int begin = next;
        next = groups.write(tickets, begin);
        answer(tickets, begin, next, offset);
      }
    } catch (ForceFailedException e) {
      giveUp(tickets, next, "forcing records to disk failed", e);
    } catch (IOException e) {
      if (groups.takeBack()) {
        failAll(tickets, next, notWritten(e), e);
      } else {
        giveUp(tickets, next, "a write failed and could not be taken back", e);
      }
    } catch (RuntimeException | Error e) {
      giveUp(tickets, next, "the writer failed", e);
    }
  }

  private void answer(List<Ticket> tickets, int begin, int end, long first) {
    queue.release(bytes(tickets, begin, end));
    long offset = first;
    for (int i = begin; i < end; i++) {
      Ticket ticket = tickets.get(i);
      boolean record = ticket.payload() != null;
      ticket.complete(offset);
      if (record) {
        offset++;
      }
    }
  }

  /// Those taken and those that came since, before any is answered: who hears of it and tries again
  /// is not among them.
  private void failAll(List<Ticket> tickets, int begin, String message, Throwable cause) {
    tickets.addAll(queue.takeNow());
    queue.release(bytes(tickets, begin, tickets.size()));
    for (Ticket ticket : tickets.subList(begin, tickets.size())) {
      ticket.fail(message, cause);
    }
  }

  private static long bytes(List<Ticket> tickets, int begin, int end) {
    long bytes = 0;
    for (int i = begin; i < end; i++) {
      bytes += tickets.get(i).bytes();
    }
    return bytes;
  }

  private String notWritten(IOException e) {
    return "The log in "
        + folder
        + " could not write ("
        + e.getMessage()
        + "); the record was not kept. Make room on the disk; the next append tries again";
  }

  private void giveUp(List<Ticket> tickets, int next, String what, Throwable cause) {
    groups.takeBack();
    String message =
        "The log in "
            + folder
            + " has stopped: "
            + what
            + " ("
            + cause.getMessage()
            + "). Everything below record "
            + durable.state().end()
            + " is on disk, nothing after it was acknowledged. Check the disk, then start again";
    failure = message;
    queue.refuse(message, cause);
    failAll(tickets, next, message, cause);
    durable.end();
  }
}
