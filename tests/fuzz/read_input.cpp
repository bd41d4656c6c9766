#include "tests/fuzz/read_input.h"

#include <unistd.h>

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "scenarios/study/expand/estimate_simulation.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {
namespace {

/// Slashes only where they belong to a frequency ("5 /s"): no path leads out of the folder.
std::string without_paths(std::string text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '/') continue;
    bool is_unit = false;
    for (const std::string unit : {"/s", "/min", "/h"}) {
      const char next = i + unit.size() < text.size() ? text[i + unit.size()] : ' ';
      is_unit |= text.compare(i, unit.size(), unit) == 0 && next != '/' && next != '.' &&
                 std::isalnum(static_cast<unsigned char>(next)) == 0;
    }
    if (!is_unit) text[i] = '_';
  }
  return text;
}

void require(bool holds, const char* claim, const std::string& text) {
  if (holds) return;
  std::fprintf(stderr, "not so: %s: %s\n", claim, text.c_str());
  std::abort();
}

}  // namespace

FuzzFolder::FuzzFolder()
    : path_(std::filesystem::temp_directory_path() /
            ("tiersim-fuzz-" + std::to_string(::getpid()))) {
  std::filesystem::create_directories(path_);
  std::ofstream(path_ / "base.yaml") << "tiers: {mobile: {}, edge: {cores: 2}}\nrelay: routed\n";
  std::ofstream(path_ / "trace.csv") << "time_s,bandwidth_mbps\n0,1\n10,2\n";
  std::ofstream(path_ / "times.csv") << "time_s\n0\n1\n";
  std::ofstream(path_ / "phones.csv")
      << "subject,operator,stage,tier,service_ms,load_ms\nnet,own,0,edge,1,2\n";
  std::ofstream(path_ / "weights.pth") << "";
}

FuzzFolder::~FuzzFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string FuzzFolder::read(const std::string& bytes) const {
  const std::filesystem::path file = path_ / "s.yaml";
  std::ofstream(file, std::ios::binary) << without_paths(bytes);
  try {
    const ExpandedStudy study = expand(Document::read(file));
    estimate_simulation(study);
    const std::string& printed = study.expanded_yaml;
    std::ofstream(file, std::ios::binary) << printed;
    require(expand(Document::read(file)).expanded_yaml == printed,
            "an expanded study reads back to itself", printed);
  } catch (const UserError& error) {
    const std::string message = error.what();
    require(message.find('\n') == std::string::npos, "an error is one line", message);
    require(message.size() < 4096, "an error is short", message);
    require(message.find(path_.filename().string()) != std::string::npos, "an error names its file",
            message);
    return message;
  }
  return "";
}

}  // namespace tiersim
