#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <future>
#include <string>
#include <utility>

#include "scenarios/run/store/journal.h"

namespace tiersim {

/// Writes results to a journal some times a second, in a thread, so that the caller does not wait
/// for the disk. Nothing else may use the journal meanwhile. Every method throws UserError if an
/// earlier result could not be written, for example because the disk is full. What is in the
/// journal stays.
class JournalWriter {
 public:
  /// The thread calls `kept` with each result that is in the journal. If `kept` throws, the next
  /// method that is called throws the same.
  using Kept = std::function<void(std::size_t scenario, const std::string& result)>;
  explicit JournalWriter(Journal& journal, Kept kept = {})
      : journal_(journal), kept_(std::move(kept)) {}
  ~JournalWriter();  ///< writes what is left if it can; ignores errors
  JournalWriter(const JournalWriter&) = delete;
  JournalWriter& operator=(const JournalWriter&) = delete;

  void add(std::size_t scenario, std::string result);
  void write_if_due();
  void finish();  ///< returns when everything is on the disk

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
