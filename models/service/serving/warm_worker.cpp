#include "models/service/serving/warm_worker.h"

#include <boost/asio/post.hpp>
#include <stdexcept>
#include <utility>

#include "sim/base/frame.h"

namespace tiersim::service {
namespace {

constexpr int kStarts = 3;

}  // namespace

WarmWorker::WarmWorker(boost::asio::io_context& context, const WorkerPlan& plan, Loaded loaded)
    : context_(context), plan_(plan), first_loaded_(std::move(loaded)), starts_left_(kStarts) {
  start();
}

void WarmWorker::start() {
  --starts_left_;
  is_loaded_ = false;
  process_ = std::make_unique<WorkerProcess>(
      context_, plan_, WorkerRole::compute,
      FrameChannel::Events{
          [this](std::vector<std::uint8_t>&& bytes) { received(std::move(bytes)); },
          [this] { ended(); }});
}

/// Without a process, the worker answers every batch with a problem.
void WarmWorker::start_again() {
  try {
    start();
  } catch (const std::runtime_error&) {
    process_.reset();
  }
}

void WarmWorker::compute(std::vector<StageInput> batch, std::function<void(StageResult&&)> done) {
  batch_ = std::move(batch);
  done_ = std::move(done);
  if (!process_) return fail_soon("the worker of this tier has ended");
  if (is_loaded_) process_->send(std::exchange(batch_, {}));
}

void WarmWorker::received(std::vector<std::uint8_t>&& bytes) {
  if (!is_loaded_) return was_loaded(bytes);
  StageResult result;
  try {
    result = result_from(bytes);
  } catch (const ProtocolError& problem) {
    return ended();
  }
  starts_left_ = kStarts;
  answer(std::move(result));
}

void WarmWorker::was_loaded(const std::vector<std::uint8_t>& bytes) {
  protocol::LoadedStage stage;
  std::exception_ptr problem;
  try {
    stage = loaded_from(bytes);
    is_loaded_ = true;
  } catch (...) {
    problem = std::current_exception();
  }
  const Loaded loaded = std::exchange(first_loaded_, nullptr);
  const bool is_first = loaded != nullptr;
  if (is_first) loaded(stage, problem);
  if (problem) {
    if (is_first) starts_left_ = 0;  // the next process would fail in the same way
    return ended();
  }
  if (done_) process_->send(std::exchange(batch_, {}));
}

void WarmWorker::ended() {
  // Not here: this is an event of the process that would be destroyed.
  boost::asio::post(context_, [this, alive = std::weak_ptr<bool>(alive_)] {
    if (alive.expired()) return;
    process_.reset();
    if (const Loaded loaded = std::exchange(first_loaded_, nullptr))
      return loaded({}, std::make_exception_ptr(std::runtime_error(
                            "a worker ended before it had loaded its stage (out of memory?)")));
    const bool was_computing = done_ && batch_.empty();
    if (starts_left_ > 0) start_again();
    if (done_ && (was_computing || !process_)) {
      batch_.clear();
      answer({0, 0, 0, 0, {}, "the worker of this tier has ended"});
    }
  });
}

void WarmWorker::answer(StageResult&& result) {
  if (const auto done = std::exchange(done_, nullptr)) done(std::move(result));
}

void WarmWorker::fail_soon(const std::string& problem) {
  batch_.clear();
  boost::asio::post(context_, [this, problem, alive = std::weak_ptr<bool>(alive_)] {
    if (!alive.expired()) answer({0, 0, 0, 0, {}, problem});
  });
}

}  // namespace tiersim::service
