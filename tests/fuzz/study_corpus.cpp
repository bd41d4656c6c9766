#include <sys/resource.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <ctime>
#include <fstream>

#include "sim/base/random_streams.h"
#include "tests/fuzz/read_input.h"

using namespace tiersim;

namespace {

namespace fs = std::filesystem;

std::vector<std::string> corpus() {
  std::vector<fs::path> files;
  for (const char* folder : {TIERSIM_SCENARIOS, TIERSIM_CORPUS})
    for (const auto& entry : fs::directory_iterator(folder))
      if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> texts;
  for (const fs::path& file : files) {
    std::ifstream stream(file, std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
  return texts;
}

/// A few bytes changed, removed, or brought in from another text.
std::string mutated(std::string text, const std::string& other, RandomStream& random) {
  for (std::size_t k = 0; k <= random.index(4) && !text.empty(); ++k) {
    const std::size_t at = random.index(text.size());
    switch (random.index(4)) {
      case 0:
        text[at] = static_cast<char>(random.index(256));
        break;
      case 1:
        text.erase(at, 1 + random.index(20));
        break;
      case 2:
        text.insert(at, text.substr(random.index(text.size()), 1 + random.index(20)));
        break;
      default:
        if (!other.empty())
          text.insert(at, other.substr(random.index(other.size()), 1 + random.index(40)));
    }
  }
  return text;
}

/// Of this process: what else the machine does adds nothing.
double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace

TEST_CASE("No study of the corpus, nor a damaged one, does more than be read or refused",
          "[fuzz]") {
  const FuzzFolder folder;
  const std::vector<std::string> texts = corpus();
  REQUIRE(texts.size() > 20);
  RandomStream random(1);
  double longest = 0;
  const auto read = [&](const std::string& text) {
    const double begin = cpu_seconds();
    folder.read(text);
    longest = std::max(longest, cpu_seconds() - begin);
  };
  for (const std::string& text : texts) {
    read(text);
    for (int i = 0; i < 60 && text.size() < 10'000; ++i)
      read(mutated(text, texts[random.index(texts.size())], random));
  }
  CHECK(longest < 50);  // the largest sweep there may be takes five
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  CHECK(usage.ru_maxrss < 3'000'000);  // kB
}

TEST_CASE("Texts made to exhaust the reader are refused soon", "[fuzz]") {
  const FuzzFolder folder;
  const std::string start = "tiersim: 1\nsubjects: [wide_resnet_mini]\noperators: [identity]\n";
  std::string laughs = start + "a0: &a0 [lol]\n";
  for (int i = 1; i < 40; ++i) {
    laughs += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int k = 0; k < 9; ++k) laughs += (k ? ", *a" : "*a") + std::to_string(i - 1);
    laughs += "]\n";
  }
  std::string many_models = start + "models:\n", many_paths = start + "sweep:\n";
  std::string many_keys = start;
  for (int i = 0; i < 40'000; ++i) {
    many_models += " m" + std::to_string(i) + ": {weights: a}\n";
    many_paths += " x.y" + std::to_string(i) + ": [1]\n";
    many_keys += "k" + std::to_string(i) + ": 1\n";
  }
  const std::vector<std::string> hostile{laughs,
                                         laughs + "sweep: *a39\ntiers: *a39\n",
                                         start + "deployments: &a [*a]\n",
                                         start + "tiers: &a {edge: *a}\ndeployments: [edge]\n",
                                         start + "sweep: &a {zip: *a}\n",
                                         start + "sweep: &a {zip: [*a, *a]}\n",
                                         start + "include: s.yaml\n",
                                         start + "deployments: " + std::string(500'000, '['),
                                         start + "deployments: " + std::string(500'000, '{'),
                                         std::string(500'000, '-'),
                                         std::string(300'000, '?') + " a",
                                         start + "seed: " + std::string(500'000, '9'),
                                         start + "question: " + std::string(900'000, 'x'),
                                         start + std::string(900'000, 'x') + ": 1\n",
                                         start + "operators: [" + std::string(900'000, '+') + "]",
                                         many_models,
                                         many_paths,
                                         many_keys};
  for (std::size_t i = 0; i < hostile.size(); ++i) {
    INFO(i);
    const double begin = cpu_seconds();
    const std::string error = folder.read(hostile[i]);
    CHECK_FALSE(error.empty());
    CHECK(cpu_seconds() - begin < 20);
  }
}
