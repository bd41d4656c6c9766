#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <future>
#include <string>
#include <utility>

#include "scenarios/run/store/journal.h"

namespace tiersim {

/// Puts results into a journal some times a second, in a thread of its own: who hands them over
/// need not wait for the disk. Nobody else may use the journal meanwhile. Every method throws
/// UserError where the disk took no more of what was handed over before; what is there stays.
class JournalWriter {
 public:
  /// `kept` is told in that thread, too, what is in the journal; what it throws, comes out here.
  using Kept = std::function<void(std::size_t scenario, const std::string& result)>;
  explicit JournalWriter(Journal& journal, Kept kept = {})
      : journal_(journal), kept_(std::move(kept)) {}
  ~JournalWriter();  ///< keeps what can be kept, whatever ended the work
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
