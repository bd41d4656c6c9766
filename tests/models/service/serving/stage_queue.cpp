#include "models/service/serving/stage_queue.h"

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "tests/models/service/serving/fake_executor.h"

using namespace tiersim::service;
using namespace std::chrono_literals;

namespace {

/// A waiting line with a clock that the test turns.
struct Line {
  std::int64_t now{0};
  std::vector<std::pair<std::int64_t, std::function<void()>>> timers;
  boost::asio::io_context context{1};
  std::shared_ptr<FakeStage> stage{std::make_shared<FakeStage>()};
  std::vector<std::int64_t> answered;  ///< samples, in the order of their answers
  std::unique_ptr<StageQueue> queue;

  Line(const QueueRules& rules, int workers) {
    stage->holds = true;
    std::vector<std::unique_ptr<StageExecutor>> executors;
    for (int i = 0; i < workers; ++i)
      executors.push_back(std::make_unique<FakeExecutor>(context, stage));
    queue = std::make_unique<StageQueue>(
        rules, std::move(executors),
        Timing{[this] { return now; },
               [this](std::chrono::nanoseconds delay, std::function<void()> event) {
                 timers.emplace_back(now + delay.count(), std::move(event));
               }});
  }

  bool submit(std::int64_t sample, bool wanted = true) {
    return queue->submit(
        [sample, wanted](StageInput& input) {
          input.sample = sample;
          return wanted;
        },
        [this](const StageResult&, StageOutput&& output, std::size_t) {
          answered.push_back(output.prediction);
        });
  }

  void advance_to(std::int64_t time) {
    now = time;
    for (std::size_t i = 0; i < timers.size();) {
      if (timers[i].first > now) {
        ++i;
        continue;
      }
      const auto event = timers[i].second;
      timers.erase(timers.begin() + static_cast<std::ptrdiff_t>(i));
      event();
    }
  }
};

using Sizes = std::vector<std::size_t>;
using Samples = std::vector<std::int64_t>;

QueueRules batches_of(std::size_t batch, std::chrono::nanoseconds wait) {
  QueueRules rules;
  rules.batch = batch;
  rules.batch_wait = wait;
  return rules;
}

}  // namespace

TEST_CASE("Requests are served in the order of their arrival", "[queue]") {
  Line line({}, 1);
  for (int i = 0; i < 4; ++i) CHECK(line.submit(i));
  for (int i = 0; i < 4; ++i) line.stage->finish();
  CHECK(line.answered == Samples{0, 1, 2, 3});
}

TEST_CASE("Only requests that wait count against the limit", "[queue]") {
  QueueRules rules;
  rules.limit = 2;
  Line line(rules, 2);
  for (int i = 0; i < 4; ++i) CHECK(line.submit(i));  // two are computed, two wait
  CHECK_FALSE(line.submit(4));
  line.stage->finish();
  CHECK(line.submit(5));
  rules.limit = 0;
  Line none(rules, 1);
  CHECK(none.submit(0));
  CHECK_FALSE(none.submit(1));
}

TEST_CASE("A batch starts when it is full, or when its first request has waited long enough",
          "[queue]") {
  Line line(batches_of(3, 10ns), 1);
  line.submit(0);
  line.advance_to(4);
  line.submit(1);
  CHECK(line.stage->sizes.empty());
  line.advance_to(9);
  CHECK(line.stage->sizes.empty());
  line.advance_to(10);  // 10 ns after the first came
  CHECK(line.stage->sizes == Sizes{2});
  line.stage->finish();
  for (int i = 2; i < 5; ++i) line.submit(i);
  CHECK(line.stage->sizes == Sizes{2, 3});  // full at once
}

TEST_CASE("While all workers are busy, a batch fills past its wait", "[queue]") {
  Line line(batches_of(4, 10ns), 1);
  line.submit(0);
  line.advance_to(10);
  line.submit(1);
  line.advance_to(40);
  line.submit(2);
  line.submit(3);
  line.stage->finish();
  CHECK(line.stage->sizes == Sizes{1, 3});  // request 1 has waited for 30 ns
}

TEST_CASE("A request that nobody waits for is left out of its batch", "[queue]") {
  Line line(batches_of(2, 0ns), 1);
  line.submit(0);
  line.submit(1, false);
  line.submit(2);
  line.submit(3, false);
  line.submit(4, false);
  line.stage->finish();
  CHECK(line.stage->sizes == Sizes{1, 1});
  line.stage->finish();
  CHECK(line.answered == Samples{0, 2});
  CHECK(line.queue->waiting() == 0);
}

TEST_CASE("A worker that answers another number of requests has failed", "[queue]") {
  Line line(batches_of(2, 0ns), 1);
  std::vector<std::string> problems;
  line.queue->submit([](StageInput&) { return true; },
                     [&](const StageResult& result, StageOutput&&, std::size_t) {
                       problems.push_back(result.problem);
                     });
  line.stage->calls[0].done(StageResult{});
  CHECK(problems == std::vector<std::string>{"the worker answered another number of requests"});
}
