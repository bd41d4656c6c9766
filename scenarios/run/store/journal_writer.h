#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <future>
#include <string>
#include <utility>

#include "scenarios/run/store/journal.h"

namespace tiersim {

/// Writes results to a journal in a thread of its own, every 0.4 s, so that the caller does not
/// wait for the disk. Nothing else may use the journal while this object exists. If a result cannot
/// be written, for example because the disk is full, a later call of a method throws UserError.
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

  /// Takes the packed result of a scenario, which is written soon.
  void add(std::size_t scenario, std::string result);
  /// Begins to write if results are waiting and the last write began at least 0.4 s ago.
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
