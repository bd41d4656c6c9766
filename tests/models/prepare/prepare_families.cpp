#include <stdlib.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "models/prepare/prepare.h"

using namespace tiersim;
using namespace tiersim::models;

namespace {

/// Prepares a variant and evaluates it on the whole test set. Shipped checkpoints are read, never
/// trained, so a checkpoint that no longer fits its recipe fails here.
VariantRecord prepared(const std::string& subject, const std::string& operator_name) {
  const auto cache = std::filesystem::temp_directory_path() / "tiersim-test-families";
  setenv("TIERSIM_CACHE", cache.c_str(), 1);
  std::string trained;
  const VariantRecord record =
      prepare({subject, parse_operator(operator_name)}, [&](const std::string& step) {
        if (step.find("training ") == 0) {
          trained = step;
          throw std::runtime_error(step);
        }
      });
  CHECK(trained.empty());
  return record;
}

/// Stored accuracies on the whole test set (models/README.md).
struct Stored {
  const char* subject;
  double identity, early_exit;
};
constexpr Stored kWideResnet{"wide_resnet_mini", 0.9333, 0.7792};
constexpr Stored kResnext{"resnext_mini", 0.9318, 0.7615};
constexpr Stored kBert{"bert_mini", 0.7965, 0.7493};
constexpr Stored kRoberta{"roberta_mini", 0.7726, 0.6696};

/// Rounding differs between CPUs: it decides items whose two best answers are nearly equal. 0.1
/// points are 10 images or 17 texts.
constexpr double kRounding = 0.001;

VariantRecord identity_of(const Stored& stored) { return prepared(stored.subject, "identity"); }

void check_original(const Stored& stored) {
  const VariantRecord identity = identity_of(stored);
  CHECK(identity.accuracy == Approx(stored.identity).margin(kRounding));
  CHECK(identity.macro_f1 > 0.5);
}

// Two variants of one model agree on nearly all items, so their difference is known within about
// 0.1 points, though the standard error of each accuracy is about 0.3.

void check_quantized(const Stored& stored) {
  const double identity = identity_of(stored).accuracy;
  const double sptq = prepared(stored.subject, "sptq").accuracy;
  CHECK(sptq >= identity - 0.005);
  CHECK(prepared(stored.subject, "qat").accuracy >= sptq - 0.001);
}

void check_pruned(const Stored& stored) {
  const VariantRecord identity = identity_of(stored);
  CHECK(prepared(stored.subject, "pruned").accuracy >= identity.accuracy - 0.02);
  const VariantRecord narrow = prepared(stored.subject, "pruned_channels");
  CHECK(narrow.accuracy >= identity.accuracy - 0.02);
  CHECK(narrow.macs < 0.6 * static_cast<double>(identity.macs));
}

void check_distilled(const Stored& stored) {
  const VariantRecord student = prepared(std::string(stored.subject) + "_student", "identity");
  CHECK(identity_of(stored).accuracy > student.accuracy + 0.01);  // it has something to teach
  const VariantRecord distilled = prepared(stored.subject, "distilled");
  CHECK(distilled.accuracy > student.accuracy);
  CHECK(distilled.macs == student.macs);
  CHECK(prepared(stored.subject, "distilled+sptq").accuracy >= distilled.accuracy - 0.005);
}

void check_early_exit(const Stored& stored) {
  const VariantRecord early = prepared(stored.subject, "early_exit");
  CHECK(early.macs < identity_of(stored).macs);
  CHECK(early.accuracy == Approx(stored.early_exit).margin(kRounding));
}

}  // namespace

// Images: Fashion-MNIST, 10,000 test images. Texts: 17,659 definitions of WordNet; a logistic
// regression on TF-IDF features has an accuracy of 74.3 % on the same split.
TEST_CASE("wide_resnet_mini is as accurate as stored", "[families]") {
  check_original(kWideResnet);
}
TEST_CASE("wide_resnet_mini stays accurate when quantized", "[families]") {
  check_quantized(kWideResnet);
}
TEST_CASE("wide_resnet_mini stays accurate when pruned", "[families]") {
  check_pruned(kWideResnet);
}
TEST_CASE("wide_resnet_mini teaches its student", "[families]") { check_distilled(kWideResnet); }
TEST_CASE("wide_resnet_mini may answer early, as accurately as stored", "[families]") {
  check_early_exit(kWideResnet);
}

TEST_CASE("resnext_mini is as accurate as stored", "[families]") { check_original(kResnext); }
TEST_CASE("resnext_mini stays accurate when quantized", "[families]") { check_quantized(kResnext); }
TEST_CASE("resnext_mini stays accurate when pruned", "[families]") { check_pruned(kResnext); }
TEST_CASE("resnext_mini teaches its student", "[families]") { check_distilled(kResnext); }
TEST_CASE("resnext_mini may answer early, as accurately as stored", "[families]") {
  check_early_exit(kResnext);
}

TEST_CASE("bert_mini is as accurate as stored", "[families]") { check_original(kBert); }
TEST_CASE("bert_mini stays accurate when quantized", "[families]") { check_quantized(kBert); }
TEST_CASE("bert_mini stays accurate when pruned", "[families]") { check_pruned(kBert); }
TEST_CASE("bert_mini teaches its student", "[families]") { check_distilled(kBert); }
TEST_CASE("bert_mini may answer early, as accurately as stored", "[families]") {
  check_early_exit(kBert);
}

TEST_CASE("roberta_mini is as accurate as stored", "[families]") { check_original(kRoberta); }
TEST_CASE("roberta_mini stays accurate when quantized", "[families]") { check_quantized(kRoberta); }
TEST_CASE("roberta_mini stays accurate when pruned", "[families]") { check_pruned(kRoberta); }
TEST_CASE("roberta_mini teaches its student", "[families]") { check_distilled(kRoberta); }
TEST_CASE("roberta_mini may answer early, as accurately as stored", "[families]") {
  check_early_exit(kRoberta);
}
