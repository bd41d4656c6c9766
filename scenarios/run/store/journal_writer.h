#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <future>
#include <string>
#include <utility>

#include "scenarios/run/store/journal.h"

namespace tiersim {

/// Writes results to a journal in a thread of its own, so that the caller seldom waits for the
/// disk. A call of add() or write_if_due() begins a write, at most every 0.4 s, or as soon as 32
/// MiB wait. Nothing else may use the journal while this object exists. If a result cannot be
/// written, for example because the disk is full, a later call of a method throws UserError.
/// Results that are in the journal remain there.
class JournalWriter {
 public:
  /// The type of the callback `kept`. The writing thread calls it with each result after the result
  /// was written to the journal. If it throws, a later call of a method throws the same exception.
  using Kept = std::function<void(std::size_t scenario, const std::string& result)>;
  explicit JournalWriter(Journal& journal, Kept kept = {})
      : journal_(journal), kept_(std::move(kept)) {}
  ~JournalWriter();  ///< writes the results that are left; ignores errors
  JournalWriter(const JournalWriter&) = delete;
  JournalWriter& operator=(const JournalWriter&) = delete;

  /// Takes the packed result of the scenario number `scenario`. It is written by this call, by a
  /// later one or by finish(). Waits for an unfinished write only if more than 32 MiB wait.
  void add(std::size_t scenario, std::string result);
  /// Begins to write if results are waiting, no write is unfinished, and the last write (before the
  /// first write: this object) began at least 0.4 s ago. Returns before the results are written,
  /// unless the system could start no thread.
  void write_if_due();
  void finish();  ///< writes the results that are left; returns when all are on the disk

 private:
  void begin_to_write();
  void wait();
  void write();

  Journal& journal_;
  Kept kept_;
  Journal::Batch waiting_, in_hand_;
  std::size_t waiting_bytes_{0};
  std::chrono::steady_clock::time_point begun_{std::chrono::steady_clock::now()};
  std::future<void> written_;
};

}  // namespace tiersim
