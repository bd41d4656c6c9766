#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "models/catalog/operators/descriptor.h"
#include "scenarios/study/expand/expand.h"
#include "scenarios/study/tables/study_keys.h"
#include "sim/base/random_streams.h"

using namespace tiersim;

namespace {

/// A study whose lines each row below replaces one of.
const std::vector<std::string> kLines{
    "tiersim: 1",                                         // 1
    "subjects: [wide_resnet_mini]",                       // 2
    "operators: [identity, sptq]",                        // 3
    "deployments: [mobile, edge]",                        // 4
    "tiers:",                                             // 5
    "  mobile: {cores: 1, cpu_share: 25 %}",              // 6
    "  edge: {cores: 1, cpu_share: 50 %}",                // 7
    "links:",                                             // 8
    "  mobile-edge: {bandwidth: 200 Mbps, delay: 1 ms}",  // 9
    "request: {count: 10}",                               // 10
};

std::string study_with(std::size_t line, const std::string& text) {
  std::string study;
  for (std::size_t i = 0; i < kLines.size(); ++i)
    study += (i + 1 == line ? text : kLines[i]) + "\n";
  return study;
}

std::string error_of(const std::string& text) {
  try {
    expand(Document::parse(text, "wan.yaml"));
  } catch (const StudyError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("The study that the errors below spoil is right", "[study]") {
  CHECK(error_of(study_with(0, "")).empty());
}

TEST_CASE("Each mistake is one line with its place, path, problem and remedy", "[study]") {
  struct Row {
    std::size_t line;
    std::string text, message;
  };
  const std::vector<Row> rows{
      {10, "requests: {count: 10}",
       "wan.yaml:10:1: requests: unknown key \"requests\" (did you mean \"request\"?)"},
      {10, "colour: blue",
       fmt::format("wan.yaml:10:1: colour: unknown key \"colour\" (known here: {})",
                   fmt::join(names_of(study_keys()), ", "))},
      {9, "  mobile-edge: {bandwith: 200 Mbps, delay: 1 ms}",
       "wan.yaml:9:17: links.mobile-edge.bandwith: unknown key \"bandwith\" (did you mean "
       "\"bandwidth\"?)"},
      {9, "  mobile-edge: {bandwidth: 200, delay: 1 ms}",
       "wan.yaml:9:28: links.mobile-edge.bandwidth: \"200\" has no unit (write e.g. \"200 Mbps\")"},
      {9, "  mobile-edge: {bandwidth: -5 Mbps, delay: 1 ms}",
       "wan.yaml:9:28: links.mobile-edge.bandwidth: \"-5 Mbps\" is negative (write e.g. \"100 "
       "Mbps\")"},
      {9, "  mobile-edge: {bandwidth: 10 bps, delay: 1 ms}",
       "wan.yaml:9:28: links.mobile-edge.bandwidth: 10 bps is out of range (use 1 kbps to 1000 "
       "Gbps)"},
      {9, "  mobile-edge: {delay: 1 ms, up: 1 Mbps}",
       "wan.yaml:9:16: links.mobile-edge: has no bandwidth (add e.g. bandwidth: 100 Mbps)"},
      {9, "  mobile-edge: {bandwidth: 1 Mbps, delay: 1 ms, queue: 1.5 packets}",
       "wan.yaml:9:56: links.mobile-edge.queue: is not a whole number of packets (write e.g. 100 "
       "packets)"},
      {9, "  mobile-edge: {bandwidth: 1 Mbps, delay: 1 ms, queue: 10}",
       "wan.yaml:9:56: links.mobile-edge.queue: \"10\" has no unit (write e.g. \"10 packets\")"},
      {9, "  mobile-edge: {bandwidth: 1 Mbps, delay: 1 ms, loss: 90 %, loss_burst: 2 packets}",
       "wan.yaml:9:73: links.mobile-edge.loss_burst: 2 packets in a row are not enough for a loss "
       "of 90 % (write more packets)"},
      {9, "  mobile-edge: {bandwidth: 1 Mbps, delay: 1 ms, discipline: red}",
       "wan.yaml:9:61: links.mobile-edge.discipline: unknown value \"red\" (use one of fifo, "
       "fq_codel)"},
      {9, "  mobile-edge: {bandwidth: 1 Mbps, delay: 1 ms, peak: 10 Mbps}",
       "wan.yaml:9:55: links.mobile-edge.peak: belongs to a token bucket (add e.g. burst: 125 kB)"},
      {9, "  mobile-edge: {bandwidth: 10 Mbps, delay: 1 ms, burst: 10 kB, peak: 1 Mbps}",
       "wan.yaml:9:70: links.mobile-edge.peak: is slower than the bandwidth (write a faster one)"},
      {9, "  mobile-edge: {bandwidth: 10 Mbps, delay: 1 ms, trace: a.csv}",
       "wan.yaml:9:17: links.mobile-edge.bandwidth: has no meaning beside a trace (leave one out)"},
      {9, "  mobile-edge: {delay: 1 ms, trace: a.csv}",
       "wan.yaml:9:37: links.mobile-edge.trace: a.csv: no such file (check the path)"},
      {9, "  mobile-edge: {kind: wifi, delay: 1 ms}",
       "wan.yaml:9:29: links.mobile-edge.delay: unknown key \"delay\" (known here: kind, distance, "
       "stations, background)"},
      {9, "  edge-cloud: {kind: wifi}",
       "wan.yaml:9:22: links.edge-cloud.kind: Wi-Fi gives access (use it from the client or the "
       "mobile device, a wire here)"},
      {9, "  mobile-edge: {kind: wifi, distance: 5}",
       "wan.yaml:9:39: links.mobile-edge.distance: \"5\" has no unit (write e.g. \"5 m\")"},
      {9, "  mobile-edge: {bandwidth: 1 Mbps, delay: 1 ms, background: {on: 1 s}}",
       "wan.yaml:9:61: links.mobile-edge.background: has one of on and off (write both, or neither "
       "for constant traffic)"},
      {7, "  edge: {cores: 1, batch: {wait: 5 ms}}",
       "wan.yaml:7:27: tiers.edge.batch: has no size (add e.g. size: 8)"},
      {9, "  mobile-edge: {bandwidth: [1 Mbps], delay: 1 ms}",
       "wan.yaml:9:28: links.mobile-edge.bandwidth: is not a single value (write one value)"},
      {9, "  mobile-edge: {bandwidth: 200 Mbps}",
       "wan.yaml:9:16: links.mobile-edge: has no delay (add e.g. delay: 10 ms)"},
      {9, "  mobile-edge: {bandwidth: 200 Mbps, delay: 1 h}",
       "wan.yaml:9:45: links.mobile-edge.delay: \"1 h\" has an unknown unit \"h\" (use one of ns, "
       "us, ms, s)"},
      {9, "  mobile-edge: fast",
       "wan.yaml:9:16: links.mobile-edge: is not a map of settings (write it in braces: {key: "
       "value})"},
      {9, "  edge-cloud: {bandwidth: 1 Mbps, delay: 1 ms}",
       "wan.yaml:4:23: deployments[1]: no link leads to \"edge\" (add links.mobile-edge, e.g. "
       "{bandwidth: 100 Mbps, delay: 5 ms})"},
      {3, "operators: [identity, sptk]",
       "wan.yaml:3:23: operators[1]: unknown operator \"sptk\" (did you mean \"sptq\"?)"},
      {3, "operators: [identity, magic]",
       fmt::format("wan.yaml:3:23: operators[1]: unknown operator \"magic\" (known: {})",
                   fmt::join(operator_names(), ", "))},
      {3, "operators: []", "wan.yaml:3:12: operators: is an empty list (name at least one)"},
      {3, "operators: sptq",
       "wan.yaml:3:12: operators: is not a list (write it in brackets: [a, b])"},
      {3, "operators: [sptq, sptq]",
       "wan.yaml:3:19: operators[1]: \"sptq\" occurs twice (name it once)"},
      {3, "operators: [identity, partition+sptq]",
       "wan.yaml:3:23: operators[1]: \"partition+sptq\" cannot be: \"sptq\" needs the whole model, "
       "which \"partition\" has split (write \"sptq+partition\")"},
      {3, "operators: [identity+sptq]",
       "wan.yaml:3:13: operators[0]: \"identity+sptq\" joins \"identity\" with others (leave "
       "\"identity\" out)"},
      {3, "operators: [identity, partition]",
       "wan.yaml:3:23: operators[1]: \"partition\" fits no deployment here (add one of two tiers, "
       "e.g. mobile-edge)"},
      {4, "deployments: [mobile, edge, mobile-edge]",
       "wan.yaml:4:29: deployments[2]: \"mobile-edge\" fits no operator here (add one that splits, "
       "e.g. partition)"},
      {4, "deployments: [mobile, cloud]",
       "wan.yaml:4:23: deployments[1]: tier \"cloud\" is not described (add tiers.cloud, e.g. "
       "{cores: 1, cpu_share: 50 %})"},
      {4, "deployments: [moblie]",
       "wan.yaml:4:15: deployments[0]: unknown value \"moblie\" (did you mean \"mobile\"?)"},
      {2, "subjects: [resnet]",
       "wan.yaml:2:12: subjects[0]: unknown value \"resnet\" (did you mean \"resnet50\"?)"},
      {2, "seed: 1", "wan.yaml:1:1: subjects: is missing (add e.g. subjects: [wide_resnet_mini])"},
      {1, "tiersim: 2", "wan.yaml:1:10: tiersim: 2 is out of range (use 1 to 1)"},
      {1, "seed: 1", "wan.yaml:1:1: tiersim: is missing (begin with tiersim: 1)"},
      {6, "  mobile: {cores: two}",
       "wan.yaml:6:19: tiers.mobile.cores: \"two\" is not a whole number (write e.g. 1)"},
      {6, "  mobile: {cores: 0}",
       "wan.yaml:6:19: tiers.mobile.cores: 0 is out of range (use 1 to 1024)"},
      {6, "  mobile: {cores: 2, workers: 3}",
       "wan.yaml:6:31: tiers.mobile.workers: 3 workers on 2 cores would take turns (use at most 2, "
       "or give the tier more cores)"},
      {6, "  mobile: {cores: 2, cpu_share: 75 %}",
       "wan.yaml:6:33: tiers.mobile.cpu_share: 1.5 CPUs for a worker are 1 thread and a rest that "
       "nothing can use (write 50 % or 100 %)"},
      {6, "  mobile: {power: 5}",
       "wan.yaml:6:19: tiers.mobile.power: \"5\" has no unit (write e.g. \"5 W\")"},
      {6, "  mobile: {cpu_share: 120 %}",
       "wan.yaml:6:23: tiers.mobile.cpu_share: 120 % is out of range (use 1 % to 100 %)"},
      {6, "  mobile: {cpu_share: 25 %, cpu_share: 30 %}",
       "wan.yaml:6:29: tiers.mobile.cpu_share: key \"cpu_share\" occurs twice (keep one)"},
      {10, "request: {count: 1.5}",
       "wan.yaml:10:18: request.count: \"1.5\" is not a whole number (write e.g. 1)"},
      {10, "request: {payload: 12}",
       "wan.yaml:10:20: request.payload: \"12\" has no unit (write e.g. \"12 MB\")"},
      {10, "request: {arrivals: poisson}",
       "wan.yaml:10:21: request.arrivals: \"poisson\" has no rate (write e.g. poisson 5 /s)"},
      {10, "request: {arrivals: poisson 5}",
       "wan.yaml:10:21: request.arrivals: \"5\" has no unit (write e.g. \"5 /s\")"},
      {10, "request: {arrivals: now and then}",
       "wan.yaml:10:21: request.arrivals: unknown value \"now and then\" (write closed-loop, "
       "poisson "
       "5 /s, constant 5 /s or trace FILE.csv)"},
      {10, "request: {arrivals: poisson 5 /s, think_time: 1 s}",
       "wan.yaml:10:47: request.think_time: belongs to closed-loop arrivals (leave it out, or "
       "write "
       "arrivals: closed-loop)"},
      {10, "request: {payload: tensors}",
       "wan.yaml:10:20: request.payload: unknown value \"tensors\" (write tensor, float32, "
       "base64-json, sample or a size, e.g. 1.5 MB)"},
      {10, "network: {fidelity: exact}",
       "wan.yaml:10:21: network.fidelity: unknown value \"exact\" (use one of packet, coarse, "
       "analytic)"},
      {10, "network: {transport: udp}",
       "wan.yaml:10:22: network.transport: udp may lose messages for good (add e.g. request: "
       "{timeout: 1 s})"},
      {10, "network: {congestion_control: bbr}",
       "wan.yaml:10:31: network.congestion_control: unknown value \"bbr\" (use one of cubic, "
       "linux-reno, newreno)"},
      {10, "sweep: {links.edge-cloud.bandwidth: []}",
       "wan.yaml:10:37: sweep.links.edge-cloud.bandwidth: is an empty list (name at least one)"},
      {10, "sweep: {links.mobile-edge.width: [1 Mbps]}",
       "wan.yaml:10:35: links.mobile-edge.width: no such setting (write a path of the study, e.g. "
       "links.edge-cloud.bandwidth)"},
      {10, "sweep: {links.mobile-edge.bandwidth: [1 Mbps, 2]}",
       "wan.yaml:10:47: links.mobile-edge.bandwidth: \"2\" has no unit (write e.g. \"2 Mbps\")"},
      {10, "sweep: {operators: [identity]}",
       "wan.yaml:10:20: sweep.operators: \"operators\" cannot be swept (sweep a tier's, link's or "
       "request's setting)"},
      {10, "request:\n\tcount: 10",
       "wan.yaml:11:7: study: is indented with a tab (YAML needs spaces)"},
      {10, "request: {<<: {count: 1}, clients: 2}",
       "wan.yaml:10:11: request.<<: YAML's merge key is not read here (write the settings out, or "
       "use include)"},
      {10, "request: {count: 10",
       "wan.yaml:11:1: study: is not YAML: end of map flow not found (see "
       "scenarios/quickstart.yaml)"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(error_of(study_with(row.line, row.text)) == row.message);
  }
  CHECK(error_of("- a\n- b\n") ==
        "wan.yaml:1:1: study: is not a map of settings (see scenarios/quickstart.yaml)");
  CHECK(error_of("tiersim: 1\n---\ntiersim: 1\n") ==
        "wan.yaml:3:1: study: begins a second YAML document (write one study in a file, without "
        "---)");
  CHECK(error_of("---\n" + study_with(0, "") + "---\n").empty());  // nothing follows
  CHECK(error_of("") ==
        "wan.yaml:1:1: study: is not a map of settings (see scenarios/quickstart.yaml)");
  CHECK(error_of(std::string("\x89PNG\r\n\x1a\n\0\0", 10)) ==
        "wan.yaml:1:1: study: is binary, not YAML (name a study file)");
}

TEST_CASE("What cannot be read as a file says so", "[study]") {
  const auto read = [](const std::string& path) { Document::read(path); };
  CHECK_THROWS_WITH(read("/nonexistent/s.yaml"),
                    "/nonexistent/s.yaml:1:1: study: no such file (check the path)");
  CHECK_THROWS_WITH(
      read("/tmp"),
      "/tmp:1:1: study: is a folder (name a study file, e.g. scenarios/quickstart.yaml)");
  const auto large = std::filesystem::temp_directory_path() / "tiersim-large.yaml";
  std::ofstream(large) << std::string(2 << 20, '#');
  CHECK_THROWS_WITH(read(large),
                    large.string() + ":1:1: study: is larger than 1 MiB (is it a study file?)");
}

TEST_CASE("Mistakes on the command line name the option", "[study]") {
  const auto with = [](const Overrides& overrides) {
    expand(Document::parse(study_with(0, ""), "wan.yaml"), overrides);
  };
  CHECK_THROWS_WITH(
      with({{{"request.count", "many"}}, {}}),
      "--set request.count:1:1: request.count: \"many\" is not a whole number (write e.g. 1)");
  CHECK_THROWS_WITH(with({{{"request.cuont", "1"}}, {}}),
                    "--set request.cuont:1:1: request.cuont: no such setting (did you mean "
                    "\"request.count\"?)");
  CHECK_THROWS_WITH(with({{}, {{"links.mobile_edge.bandwith", "1 Mbps"}}}),
                    "--sweep links.mobile_edge.bandwith:1:2: links.mobile_edge.bandwith: no such "
                    "setting (did you mean \"links.mobile-edge.bandwidth\"?)");
  CHECK_THROWS_WITH(with({{}, {{"links.edge-cloud.bandwidth", "1 Mbps"}}}),
                    "--sweep links.edge-cloud.bandwidth:1:2: links.edge-cloud.bandwidth: the study "
                    "has no links.edge-cloud (add links.edge-cloud to the study, e.g. {bandwidth: "
                    "100 Mbps, delay: 5 ms})");
  CHECK_THROWS_WITH(with({{{"request.count", ""}}, {}}),
                    "--set request.count:1:1: request.count: has no value (write PATH=VALUE)");
  CHECK_THROWS_WITH(
      with({{}, {{"request.count", "1,x"}}}),
      "--sweep request.count:1:4: request.count: \"x\" is not a whole number (write e.g. 1)");
}

TEST_CASE("No change of a byte makes the reader do anything but read or complain", "[study]") {
  RandomStream random(1);
  const std::string right =
      study_with(0, "") +
      "sweep: {links.mobile-edge.bandwidth: [1 Mbps, 2 Mbps], request.count: [1]}\n";
  for (int i = 0; i < 3000; ++i) {
    std::string text = right;
    for (std::size_t k = 0; k <= random.index(4); ++k) {
      const std::size_t at = random.index(text.size());
      switch (random.index(3)) {
        case 0:
          text[at] = static_cast<char>(random.index(256));
          break;
        case 1:
          text.erase(at, 1 + random.index(10));
          break;
        default:
          text.insert(at, right.substr(random.index(right.size()), 1 + random.index(10)));
      }
    }
    const std::string message = error_of(text);
    CHECK((message.empty() || message.rfind("wan.yaml:", 0) == 0));
    CHECK(message.find('\n') == std::string::npos);
  }
}
