#include "scenarios/study/tables/tiers.h"

#include <fmt/format.h>

#include "sim/records/worker_share.h"

namespace tiersim {
namespace {

using namespace std::chrono_literals;

void check_workers(const Value& value, const StudyTier& tier) {
  const int workers = tier.TierSettings::workers;
  if (workers > tier.cores)
    value["workers"].fail(
        fmt::format("{} workers on {} core{} would take turns (use at most {}, or give "
                    "the tier more cores)",
                    workers, tier.cores, tier.cores == 1 ? "" : "s", tier.cores));
  // A thread cannot use one and a half cores.
  const double cpus = tier.cpu_share.value * tier.cores / workers;
  const WorkerShare worker = worker_share(tier);
  if (worker.cpus >= 0.95 * cpus) return;
  const auto share_of = [&](int threads) {
    return to_string(Fraction{static_cast<double>(threads) * workers / tier.cores});
  };
  (value["cpu_share"].given() ? value["cpu_share"] : value)
      .fail(fmt::format("{:.3g} CPUs for a worker are {} thread{} and a rest that nothing can use "
                        "(write {} or {})",
                        cpus, worker.threads, worker.threads == 1 ? "" : "s",
                        share_of(worker.threads), share_of(worker.threads + 1)));
}

void check_tier(const Value& value, StudyTier& tier) {
  check_workers(value, tier);
  tier.QueueSettings::workers = tier.TierSettings::workers;
}

const KeyTable<QueueSettings>& batch_keys() {
  static const KeyTable<QueueSettings> table({
      key<QueueSettings>("size", &QueueSettings::batch, whole<std::size_t>(1, 64),
                         "The most requests of a batch.", {8, 1})
          .required("has no size (add e.g. size: 8)"),
      key<QueueSettings>("wait", &QueueSettings::batch_wait, duration(0ns, 60s),
                         "How long the first request waits for others.", {"5 ms"}),
  });
  return table;
}

}  // namespace

const KeyTable<StudyTier>& tier_keys() {
  static const KeyTable<StudyTier> table = [] {
    KeyTable<StudyTier> tier({
        key<StudyTier>("cores", &TierSettings::cores, whole<int>(1, 1024),
                       "Cores of the tier, shared by all its workers.", {1, 8}),
        key<StudyTier>("cpu_share", &TierSettings::cpu_share, share(0.01, 1.0),
                       "CPU seconds per wall second and core.", {"25 %", "100 %"}),
        key<StudyTier>("memory", &TierSettings::memory, size(1 << 20, 1LL << 50),
                       "Memory of each worker.", {"2 GiB", "800 MB"}),
        key<StudyTier>("workers", &TierSettings::workers, whole<int>(1, 1024),
                       "Workers compute at the same time. There are at most as many as cores.",
                       {1, 4}),
        key<StudyTier>("power", &TierSettings::power, power(),
                       "Power of one busy core, for the energy model.", {"6 W", "850 mW"}),
        key<StudyTier>("queue_limit", &QueueSettings::limit, whole<std::size_t>(0, 1'000'000),
                       "The most requests that may wait. More are dropped.", {0, 100})
            .without_default()
            .printed_if([](const StudyTier& of) { return of.limit != QueueSettings{}.limit; }),
        map_key<StudyTier>("batch", batch_keys(),
                           "A worker takes several requests together: as many as the size, or "
                           "those that have come when the first has waited for this time. Batches "
                           "of 1, 2, 4, ... and of this size are measured. Times of other sizes "
                           "are interpolated.")
            .printed_if([](const StudyTier& of) { return of.QueueSettings::batch != 1; }),
    });
    tier.check = check_tier;
    return tier;
  }();
  return table;
}

}  // namespace tiersim
