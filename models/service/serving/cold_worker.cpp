#include "models/service/serving/cold_worker.h"

#include <boost/asio/post.hpp>
#include <stdexcept>
#include <utility>

#include "models/service/wire/stamps.h"
#include "sim/base/frame.h"

namespace tiersim::service {
namespace {

StageResult problem_of(const std::string& problem) { return {0, 0, 0, 0, {}, problem}; }

StageResult read_result(const std::vector<std::uint8_t>& bytes) {
  try {
    return result_from(bytes);
  } catch (const ProtocolError& problem) {
    return problem_of(problem.what());
  }
}

}  // namespace

InputSource::InputSource(boost::asio::io_context& context, const WorkerPlan& plan)
    : context_(context), plan_(plan) {
  start();
}

void InputSource::start() {
  process_ = std::make_unique<WorkerProcess>(
      context_, plan_, WorkerRole::inputs,
      FrameChannel::Events{
          [this](std::vector<std::uint8_t>&& bytes) { answer(read_result(bytes)); },
          [this] {
            has_ended_ = true;
            while (!waiting_.empty()) answer(problem_of("the process with the inputs ended"));
          }});
  has_ended_ = false;
}

void InputSource::prepare(const std::vector<StageInput>& batch,
                          std::function<void(StageResult&&)> done) {
  if (has_ended_) {
    try {
      start();
    } catch (const std::runtime_error& problem) {
      return boost::asio::post(
          context_, [done = std::move(done), result = problem_of(problem.what())]() mutable {
            done(std::move(result));
          });
    }
  }
  waiting_.push_back(std::move(done));
  process_->send(batch);
}

void InputSource::answer(StageResult&& result) {
  if (waiting_.empty()) return;
  const auto done = std::move(waiting_.front());
  waiting_.pop_front();
  done(std::move(result));
}

ColdWorker::ColdWorker(boost::asio::io_context& context, const WorkerPlan& plan,
                       std::shared_ptr<InputSource> inputs)
    : context_(context), plan_(plan), inputs_(std::move(inputs)) {}

void ColdWorker::compute(std::vector<StageInput> batch, std::function<void(StageResult&&)> done) {
  done_ = std::move(done);
  if (!inputs_) return start(batch);
  inputs_->prepare(
      batch, [this, batch, alive = std::weak_ptr<bool>(alive_)](StageResult&& prepared) mutable {
        if (alive.expired()) return;
        if (prepared.outputs.size() != batch.size() || !prepared.problem.empty())
          return answer(problem_of("no input: " + prepared.problem));
        for (std::size_t i = 0; i < batch.size(); ++i)
          batch[i].tensor = std::move(prepared.outputs[i].tensor);
        start(batch);
      });
}

void ColdWorker::start(const std::vector<StageInput>& batch) {
  started_ = monotonic_now();
  try {
    start_process();
  } catch (const std::runtime_error& problem) {
    return answer(problem_of(problem.what()));
  }
  process_->send(batch);
}

void ColdWorker::start_process() {
  process_ = std::make_unique<WorkerProcess>(
      context_, plan_, WorkerRole::cold,
      FrameChannel::Events{
          [this](std::vector<std::uint8_t>&& bytes) {
            StageResult result = read_result(bytes);
            result.started = started_;
            answer(std::move(result));
          },
          [this] { answer(problem_of("the process of a cold start ended (out of memory?)")); }});
}

/// Not inside this call: it may be an event of the process that ends here.
void ColdWorker::answer(StageResult&& result) {
  if (!done_) return;
  boost::asio::post(
      context_, [this, result = std::move(result), alive = std::weak_ptr<bool>(alive_)]() mutable {
        if (alive.expired()) return;
        process_.reset();
        if (const auto done = std::exchange(done_, nullptr)) done(std::move(result));
      });
}

}  // namespace tiersim::service
