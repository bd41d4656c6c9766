#include "sim/tier_queue.h"

#include <ns3/simulator.h>

#include <catch2/catch.hpp>
#include <memory>
#include <vector>

#include "sim/base/random_streams.h"

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

/// A line whose service takes 10 ms for one job and 2 ms more for each that joins it.
class Line {
 public:
  explicit Line(const QueueSettings& settings)
      : queue_(settings, {[this](const std::vector<TierQueue::Job>& jobs) {
                            batches.push_back(jobs.size());
                            return TierQueue::Service{0ms, 8ms + 2ms * jobs.size()};
                          },
                          [this](TierQueue::Job job, Duration waited, const TierQueue::Service&) {
                            order.push_back(job);
                            waits.push_back(waited);
                          }}) {}
  ~Line() { ns3::Simulator::Destroy(); }

  /// Whether each of the jobs, which come at these times, found room.
  std::vector<bool> run(const std::vector<Duration>& arrivals) {
    std::vector<bool> taken(arrivals.size());
    for (std::size_t i = 0; i < arrivals.size(); ++i)
      schedule(arrivals[i], [this, i, &taken] { taken[i] = queue_.submit(i); });
    ns3::Simulator::Run();
    return taken;
  }

  Duration busy() const { return queue_.busy_time(); }

  std::vector<std::size_t> batches;
  std::vector<TierQueue::Job> order;
  std::vector<Duration> waits;

 private:
  TierQueue queue_;
};

}  // namespace

TEST_CASE("Jobs wait for the first free worker, in order of arrival", "[tier_queue]") {
  // Two workers, four jobs of 10 ms at once: two start at 0, two wait 10 ms.
  QueueSettings settings;
  settings.workers = 2;
  Line line(settings);
  line.run({0ms, 0ms, 0ms, 0ms});
  CHECK(line.order == std::vector<TierQueue::Job>{0, 1, 2, 3});
  CHECK(line.waits == std::vector<Duration>{0ms, 0ms, 10ms, 10ms});
  CHECK(SimClock::now().time_since_epoch() == 20ms);
  CHECK(line.busy() == 40ms);
}

TEST_CASE("A full line takes no job, a free worker always takes one", "[tier_queue]") {
  // One computes, two may wait: of five at once, two are turned away; at 15 ms one has left the
  // line, and there is room again.
  QueueSettings settings;
  settings.limit = 2;
  {
    Line line(settings);
    CHECK(line.run({0ms, 0ms, 0ms, 0ms, 0ms, 15ms}) ==
          std::vector<bool>{true, true, true, false, false, true});
  }
  settings.limit = 0;
  Line line(settings);
  CHECK(line.run({0ms, 5ms, 11ms}) == std::vector<bool>{true, false, true});
}

TEST_CASE("A batch starts when it is full, or when its first job has waited long enough",
          "[tier_queue]") {
  QueueSettings settings;
  settings.batch = 4;
  settings.batch_wait = 5ms;
  SECTION("full at 2 ms: the fourth job does not wait") {
    Line line(settings);
    line.run({0ms, 1ms, 2ms, 2ms});
    CHECK(line.batches == std::vector<std::size_t>{4});
    CHECK(line.waits == std::vector<Duration>{2ms, 1ms, 0ms, 0ms});
    CHECK(SimClock::now().time_since_epoch() == 18ms);  // 2 + 10 + 3 * 2
  }
  SECTION("not full: after 5 ms with the two that are there") {
    Line line(settings);
    line.run({0ms, 3ms, 40ms});
    CHECK(line.batches == std::vector<std::size_t>{2, 1});
    CHECK(line.waits == std::vector<Duration>{5ms, 2ms, 5ms});
  }
  SECTION("who came while the worker was busy starts with it, five by four") {
    // The first alone from 5 to 15 ms; of the five that come at 6 ms, four start at 15 ms, their
    // time being up at 11 ms; the last one at 31 ms.
    Line line(settings);
    line.run({0ms, 6ms, 6ms, 6ms, 6ms, 6ms});
    CHECK(line.batches == std::vector<std::size_t>{1, 4, 1});
    CHECK(line.waits == std::vector<Duration>{5ms, 9ms, 9ms, 9ms, 9ms, 25ms});
  }
  SECTION("jobs that form a batch are not in the line that has a limit") {
    settings.limit = 1;
    Line line(settings);
    // Four form a batch and start at once; then one may wait.
    CHECK(line.run({0ms, 0ms, 0ms, 0ms, 1ms, 2ms}) ==
          std::vector<bool>{true, true, true, true, true, false});
  }
}

TEST_CASE("Every job that was taken is done once, after those before it, over many seeds",
          "[tier_queue]") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    RandomStream random(seed);
    QueueSettings settings;
    settings.workers = 1 + static_cast<int>(random.index(3));
    settings.batch = 1 + random.index(5);
    settings.batch_wait = std::chrono::milliseconds(random.index(10));
    if (random.index(2) == 0) settings.limit = random.index(5);
    std::vector<Duration> arrivals;
    for (int i = 0; i < 50; ++i) arrivals.emplace_back(random.index(300'000'000));
    std::sort(arrivals.begin(), arrivals.end());
    Line line(settings);
    const std::vector<bool> taken = line.run(arrivals);
    CHECK(static_cast<std::size_t>(std::count(taken.begin(), taken.end(), true)) ==
          line.order.size());
    // First come, first started; a smaller batch may be done before a larger one.
    std::vector<Duration> started(arrivals.size());
    for (std::size_t i = 0; i < line.order.size(); ++i) {
      CHECK(line.waits[i] >= 0ns);
      started[line.order[i]] = arrivals[line.order[i]] + line.waits[i];
    }
    Duration last{0};
    for (std::size_t job = 0; job < arrivals.size(); ++job) {
      if (!taken[job]) continue;
      CHECK(started[job] >= last);
      last = started[job];
    }
    for (const std::size_t size : line.batches) CHECK(size <= settings.batch);
  }
}

TEST_CASE("Workers are busy while they serve, and not while a batch waits for more jobs",
          "[tier_queue]") {
  // One job comes at 5 ms and waits 20 ms for others. It is served from 25 to 35 ms.
  QueueSettings settings;
  settings.batch = 4;
  settings.batch_wait = 20ms;
  Line line(settings);
  std::vector<Duration> busy;
  for (const Duration time : {24ms, 30ms, 40ms})
    schedule(time, [&] { busy.push_back(line.busy()); });
  line.run({5ms});
  CHECK(busy == std::vector<Duration>{0ms, 5ms, 10ms});
}
