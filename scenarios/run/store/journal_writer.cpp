#include "scenarios/run/store/journal_writer.h"

namespace tiersim {
namespace {

constexpr std::chrono::milliseconds kBetweenWrites{400};
constexpr std::size_t kMostWaiting = 32 << 20;  // bytes; more wait only for a slow disk

}  // namespace

JournalWriter::~JournalWriter() {
  try {
    finish();
  } catch (const std::exception&) {
    // It was reported before, or another exception is on its way.
  }
}

void JournalWriter::add(std::size_t scenario, std::string result) {
  waiting_bytes_ += result.size();
  waiting_.emplace_back(scenario, std::move(result));
  if (waiting_bytes_ > kMostWaiting) return begin_to_write();
  write_if_due();
}

void JournalWriter::write_if_due() {
  const bool busy =
      written_.valid() && written_.wait_for(std::chrono::seconds(0)) == std::future_status::timeout;
  if (!busy && std::chrono::steady_clock::now() - begun_ >= kBetweenWrites) begin_to_write();
}

void JournalWriter::finish() {
  begin_to_write();
  wait();
}

void JournalWriter::begin_to_write() {
  wait();
  if (waiting_.empty()) return;
  begun_ = std::chrono::steady_clock::now();
  in_hand_ = std::exchange(waiting_, {});
  waiting_bytes_ = 0;
  // If no thread can be started, wait() writes.
  written_ = std::async(std::launch::async | std::launch::deferred, [this] { write(); });
}

void JournalWriter::write() {
  journal_.add(in_hand_);
  if (!kept_) return;
  for (const auto& [scenario, result] : in_hand_) kept_(scenario, result);
}

void JournalWriter::wait() {
  if (written_.valid()) written_.get();
}

}  // namespace tiersim
