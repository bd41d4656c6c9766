#include "scenarios/study/read/read_tiers.h"

#include <fmt/format.h>

#include "scenarios/study/yaml/read_quantity.h"
#include "sim/records/worker_share.h"

namespace tiersim {
namespace {

constexpr int kLargestBatch = 64;

TierSettings read_tier(const std::string& name, const Value& value) {
  value.check_keys({"cores", "cpu_share", "memory", "workers", "power", "queue_limit", "batch"});
  TierSettings tier;
  tier.name = name;
  if (const Value cores = value["cores"]; cores.given())
    tier.cores = static_cast<int>(cores.integer(1, 1024));
  if (const Value share = value["cpu_share"]; share.given())
    tier.cpu_share = read_fraction(share, 0.01, 1.0);
  if (const Value memory = value["memory"]; memory.given())
    tier.memory = read_size(memory, 1 << 20, 1LL << 50);
  if (const Value workers = value["workers"]; workers.given()) {
    tier.workers = static_cast<int>(workers.integer(1, 1024));
    if (tier.workers > tier.cores)
      workers.fail(
          fmt::format("{} workers on {} core{} would take turns (use at most {}, or give "
                      "the tier more cores)",
                      tier.workers, tier.cores, tier.cores == 1 ? "" : "s", tier.cores));
  }
  // A thread cannot fill one and a half cores.
  const double cpus = tier.cpu_share.value * tier.cores / tier.workers;
  if (const WorkerShare worker = worker_share(tier); worker.cpus < 0.95 * cpus) {
    const auto whole = [&](int threads) {
      return to_string(Fraction{static_cast<double>(threads) * tier.workers / tier.cores});
    };
    (value["cpu_share"].given() ? value["cpu_share"] : value)
        .fail(
            fmt::format("{:.3g} CPUs for a worker are {} thread{} and a rest that nothing can use "
                        "(write {} or {})",
                        cpus, worker.threads, worker.threads == 1 ? "" : "s", whole(worker.threads),
                        whole(worker.threads + 1)));
  }
  if (const Value power = value["power"]; power.given()) {
    tier.power = power.quantity(parse_power);
    power.note_number(tier.power->value, "W");
  }
  return tier;
}

QueueSettings read_queue(const Value& tier, int workers) {
  QueueSettings queue;
  queue.workers = workers;
  if (const Value limit = tier["queue_limit"]; limit.given())
    queue.limit = static_cast<std::size_t>(limit.integer(0, 1'000'000));
  const Value batch = tier["batch"];
  batch.check_keys({"size", "wait"});
  if (!batch.given()) return queue;
  if (!batch["size"].given()) batch.fail("has no size (add e.g. size: 8)");
  queue.batch = static_cast<std::size_t>(batch["size"].integer(1, kLargestBatch));
  if (const Value wait = batch["wait"]; wait.given())
    queue.batch_wait = read_duration(wait, Duration{0}, std::chrono::seconds(60));
  return queue;
}

}  // namespace

void read_tier(const Value& tiers, const std::string& name, Study& study) {
  const Value tier = tiers[name];
  if (!tier.given()) return;
  study.tiers[name] = read_tier(name, tier);
  study.queues[name] = read_queue(tier, study.tiers.at(name).workers);
}

}  // namespace tiersim
