#include "scenarios/measure/draft.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "scenarios/measure/cpu_share.h"
#include "scenarios/measure/profile_plan.h"
#include "scenarios/measure/profile_store.h"
#include "sim/base/cache.h"
#include "sim/base/sealed_text.h"

using namespace tiersim;

namespace {

/// `count` samples around `ms`, up to 1 % off, at a CPU share of `share`.
protocol::Samples slice(double ms, int count, double share = 0.5) {
  protocol::Samples samples;
  for (int i = 0; i < count; ++i) {
    samples.service.push_back({std::llround(ms * 1e6 * (1 + 0.01 * (i % 21 - 10) / 10))});
    samples.wall.ns += samples.service.back().ns;
  }
  samples.elapsed = samples.wall;
  samples.cpu.ns = std::llround(share * static_cast<double>(samples.wall.ns));
  return samples;
}

protocol::Samples waiting(protocol::Samples samples, double part) {
  samples.waited.ns = std::llround(part * static_cast<double>(samples.wall.ns));
  return samples;
}

Launch launch() {
  Launch result;
  result.loaded = {"paced", 1, 0.5, {2'000'000}, {1'000'000}};
  return result;
}

Launch launch_of(double ms, int count, double share = 0.5) {
  Launch result = launch();
  result.add(slice(ms, count, share));
  return result;
}

protocol::LoadRequest edge_at_half() {
  protocol::LoadRequest request;
  request.tier.name = "edge";
  request.tier.cpu_share.value = 0.5;
  return request;
}

StageProfile profile_of(const ProfileDraft& draft) {
  return to_profile(draft, edge_at_half(), "key");
}

}  // namespace

TEST_CASE("If the processes agree, all their samples make one stable profile", "[profile]") {
  // 100 samples of 2 ms at 50 % and 300 of 2 ms at 51 %: CPU 0.5 * 100 + 0.51 * 300 of 400.
  ProfileDraft draft{{launch_of(2, 100), launch_of(2, 300, 0.51)}, {{{7}, {9}}, {{8}, {5}}}};
  const StageProfile whole = profile_of(draft);
  CHECK(whole.service.size() == 400);
  CHECK(whole.load == std::vector<MeasuredTime>{{7}, {8}});
  CHECK(whole.peak_memory.value == 9);
  CHECK(whole.achieved_cpu_share == Approx((0.5 * 100 + 0.51 * 300) / 400).epsilon(1e-3));
  CHECK(static_cast<double>(whole.cpu_per_inference.ns) == Approx(2e6 * 0.5075).epsilon(1e-3));
  CHECK(whole.valid);
  CHECK(whole.stable);
  CHECK(whole.reason.empty());
  CHECK(whole.tier == "edge");
  CHECK(whole.mechanism == "paced");
}

TEST_CASE("If the processes differ by more than their samples do, the profile is unstable",
          "[profile]") {
  const StageProfile whole = profile_of({{launch_of(2, 210), launch_of(2.2, 210)}, {}});
  CHECK_FALSE(whole.stable);
  CHECK(whole.valid);
  CHECK_THAT(whole.reason, Catch::Contains("2.000 and 2.200 ms"));
}

TEST_CASE("A missed share makes a profile invalid, and says by how much", "[profile]") {
  // All slices miss it: five are left out, six then kept, and of the last four every other one.
  Launch missed = launch();
  for (int i = 0; i < 15; ++i) missed.add(slice(2, 20, 0.6));
  CHECK(missed.left_out == 7);
  CHECK(missed.slices == 8);
  const StageProfile whole = profile_of({{missed}, {}});
  CHECK_FALSE(whole.valid);
  CHECK_THAT(whole.reason, Catch::Contains("60.0 % instead of 50.0 %"));
}

TEST_CASE("The time that the clocks take does not count as a missed share", "[profile]") {
  // 100 inferences of 20 us each, half a core: 1,000 us are due, 5 % are 50, the clocks' 200.
  const MeasuredTime wall{2'000'000};
  CHECK_FALSE(missed_share({1'000'000}, wall, 100, 0.5));
  CHECK_FALSE(missed_share({1'190'000}, wall, 100, 0.5));
  CHECK(missed_share({1'210'000}, wall, 100, 0.5));
  CHECK(missed_share({790'000}, wall, 100, 0.5));
  // Of one inference of 2 ms, 5 % are 50 us.
  CHECK_FALSE(missed_share({1'049'000}, wall, 1, 0.5));
  CHECK(missed_share({1'051'000}, wall, 1, 0.5));
  // Two threads that use one and a half cores wait for each other a quarter of the time.
  CHECK_FALSE(missed_share({3'000'000}, wall, 1, 2));
  CHECK(missed_share({1'500'000}, wall, 1, 1));
}

TEST_CASE("The share of a tier is that of all its workers", "[profile]") {
  // Two workers of half a CPU each on two cores: 0.5 of each core.
  protocol::LoadRequest request = edge_at_half();
  request.tier.cores = 2;
  request.tier.workers = 2;
  CHECK(to_profile({{launch_of(2, 100)}, {}}, request, "key").achieved_cpu_share ==
        Approx(0.5).epsilon(1e-3));
}

TEST_CASE("Slices are measured again if something else had the cores", "[profile]") {
  Launch quiet = launch();
  for (int i = 0; i < 20; ++i) quiet.add(waiting(slice(2, 20), i == 7 ? 0.04 : 0.02));
  CHECK(quiet.slices == 19);
  CHECK(quiet.left_out == 1);
  CHECK(quiet.disturbed == 0);
  const StageProfile whole = profile_of({{quiet}, {}});
  CHECK(whole.stable);
  CHECK(whole.disturbed == Approx(1.0 / 20));
}

TEST_CASE("Noise that does not end makes the profile unstable", "[profile]") {
  // Every slice is disturbed: as many are left out as are kept, from the fifth on.
  Launch noisy = launch();
  for (int i = 0; i < 40; ++i) noisy.add(waiting(slice(2, 20), 0.2));
  CHECK(noisy.slices + noisy.left_out == 40);
  CHECK(noisy.slices == noisy.disturbed);
  CHECK(noisy.slices >= 20);
  const StageProfile whole = profile_of({{noisy}, {}});
  CHECK(whole.disturbed == 1.0);
  CHECK(whole.valid);
  CHECK_FALSE(whole.stable);
  CHECK_THAT(whole.reason, Catch::Contains("other processes had its cores"));
}

TEST_CASE("Sampling goes on until the median is known or the limits are reached", "[profile]") {
  ProfileDraft draft;
  CHECK(draft.progress() == 0);
  draft.launches = {launch_of(2, 200)};
  CHECK_FALSE(draft.has_enough_samples());  // of one process
  CHECK(draft.progress() == 0.5);
  draft.launches.push_back(launch_of(2, 199));
  CHECK_FALSE(draft.has_enough_samples());
  draft.launches.back().add(slice(2, 1));
  CHECK(draft.has_enough_samples());
  CHECK(draft.progress() == 1);
  // As many samples near 2 ms as near 3: the median may be either, until 4,000 are taken.
  draft.launches = {launch_of(2, 200), launch_of(3, 200)};
  CHECK_FALSE(draft.has_enough_samples());
  draft.launches = {launch_of(2, 2000), launch_of(3, 2000)};
  CHECK(draft.has_enough_samples());
  // Of a stage of two seconds, 20 samples of each process, and 60 in all, are what time allows.
  draft.launches = {launch_of(1010, 20), launch_of(2000, 20)};
  CHECK(draft.full_launches() == 2);
  CHECK_FALSE(draft.has_enough_samples());
  draft.launches.back().add(slice(2000, 30));
  CHECK(draft.has_enough_samples());
}

TEST_CASE("A profile needs five cold starts where requests start cold, else one", "[profile]") {
  Target warm{edge_at_half(), "", {{launch_of(2, 200), launch_of(2, 200)}, {}}};
  Target cold = warm;
  cold.cold_starts = kColdStarts;
  CHECK(warm.draft.has_enough_samples());
  CHECK_FALSE(warm.is_complete());
  CHECK(cold.missing_cold_starts() == 5);
  for (Target* target : {&warm, &cold}) target->draft.cold.resize(1);
  CHECK(warm.is_complete());
  CHECK(cold.missing_cold_starts() == 4);
  // What a study with cold starts has measured is more than enough for one without.
  for (Target* target : {&warm, &cold}) target->draft.cold.resize(5);
  CHECK(warm.missing_cold_starts() == 0);
  CHECK(cold.is_complete());
  warm.draft.launches.pop_back();
  CHECK_FALSE(warm.is_complete());
}

TEST_CASE("A stored draft is found again, and an interrupted one goes on", "[profile]") {
  const std::filesystem::path cache = std::filesystem::temp_directory_path() / "drafts";
  setenv("TIERSIM_CACHE", cache.c_str(), 1);
  const protocol::LoadRequest request = edge_at_half();
  const std::string key = profile_key(request, "cpu", "1.13", 7);
  CHECK(key != profile_key(request, "another cpu", "1.13", 7));
  CHECK(key != profile_key(request, "cpu", "1.14", 7));
  CHECK(key != profile_key(request, "cpu", "1.13", 8));
  protocol::LoadRequest slower = request;
  slower.tier.cpu_share.value = 0.4;
  CHECK(key != profile_key(slower, "cpu", "1.13", 7));

  CHECK(recall_profile(request, key).launches.empty());
  ProfileDraft draft{{launch_of(2, 200), launch_of(2, 150)}, {{{7}, {9}}}};
  keep_profile(draft, key);
  ProfileDraft found = recall_profile(request, key);
  CHECK(found.launches.size() == 1);  // the whole one
  CHECK(found.launches.at(0).service == draft.launches[0].service);
  CHECK(found.launches[0].loaded.cpus == 0.5);
  CHECK(found.cold.size() == 1);

  draft = {{launch_of(2, 200, 0.6), launch_of(2, 200, 0.6)}, {5, {{7}, {9}}}};
  draft.launches[0].add(slice(2, 200, 0.6));
  keep_profile(draft, key);
  CHECK(recall_profile(request, key).launches.empty());  // not valid: measured anew
  const std::filesystem::path file = cache_subfolder("profiles") / (key + ".json");
  for (const std::string& damaged :
       {std::string("{\"launches\": 3}"), seal(key, "{\"launches\": 3}")}) {
    write_bytes(file, damaged);
    CHECK(recall_profile(request, key).launches.empty());
  }
  draft = {{launch_of(2, 200), launch_of(2, 200)}, {5, {{7}, {9}}}};
  draft.launches[1].service[17].ns = -5;
  keep_profile(draft, key);
  CHECK(recall_profile(request, key).launches.empty());  // no such time can be
  unsetenv("TIERSIM_CACHE");
}

TEST_CASE("Profiles that change places in the cache, or lose a bit, are measured again",
          "[profile]") {
  const std::filesystem::path cache = std::filesystem::temp_directory_path() / "drafts";
  setenv("TIERSIM_CACHE", cache.c_str(), 1);
  protocol::LoadRequest slow = edge_at_half(), fast = slow;
  slow.variant.key = "float32";
  fast.variant.key = "int8";
  const std::string keys[] = {profile_key(slow, "cpu", "1.13", 7),
                              profile_key(fast, "cpu", "1.13", 7)};
  keep_profile({{launch_of(9, 200), launch_of(9, 200)}, {5, {{7}, {9}}}}, keys[0]);
  keep_profile({{launch_of(2, 200), launch_of(2, 200)}, {5, {{7}, {9}}}}, keys[1]);
  const auto path = [&](int i) { return cache_subfolder("profiles") / (keys[i] + ".json"); };
  const std::string files[] = {read_bytes(path(0)), read_bytes(path(1))};
  REQUIRE(recall_profile(fast, keys[1]).launches.size() == 2);

  write_bytes(path(0), files[1]);
  write_bytes(path(1), files[0]);
  CHECK(recall_profile(slow, keys[0]).launches.empty());
  CHECK(recall_profile(fast, keys[1]).launches.empty());

  std::string flipped = files[1];
  flipped[flipped.find("2000000")] = '3';  // 2 ms become 3 ms: a possible time
  write_bytes(path(1), flipped);
  CHECK(recall_profile(fast, keys[1]).launches.empty());
  write_bytes(path(1), files[1]);
  CHECK(recall_profile(fast, keys[1]).launches.size() == 2);
  unsetenv("TIERSIM_CACHE");
}
