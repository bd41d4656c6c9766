#include <catch2/catch.hpp>
#include <string>

#include "tests/models/prepare/shipped_variant.h"

using namespace tiersim::models;

namespace {

/// All images are 10,000, all texts 17,659.
constexpr std::int64_t kAllItems = 20'000;

/// Variants are compared on so many items. Both answer nearly all of them alike, so the difference
/// of their accuracies is known more exactly than each accuracy, whose standard error is 0.6 points
/// here: within 0.2 points if they differ on 1 % of the items, sqrt(0.01 / 2000).
constexpr std::int64_t kFirstItems = 2'000;

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

ShippedVariant on_first(const std::string& subject, const std::string& operator_name) {
  return shipped_variant(subject, operator_name, kFirstItems);
}

void check_original(const Stored& stored) {
  CHECK(shipped_variant(stored.subject, "identity", kAllItems).accuracy ==
        Approx(stored.identity).margin(kRounding));
}

void check_quantized(const Stored& stored) {
  const double identity = on_first(stored.subject, "identity").accuracy;
  const double sptq = on_first(stored.subject, "sptq").accuracy;
  CHECK(sptq >= identity - 0.005);
  CHECK(on_first(stored.subject, "qat").accuracy >= sptq - 0.002);
}

void check_pruned(const Stored& stored) {
  const ShippedVariant identity = on_first(stored.subject, "identity");
  CHECK(on_first(stored.subject, "pruned").accuracy >= identity.accuracy - 0.02);
  const ShippedVariant narrow = on_first(stored.subject, "pruned_channels");
  CHECK(narrow.accuracy >= identity.accuracy - 0.02);
  CHECK(narrow.macs < 0.6 * identity.macs);
}

void check_distilled(const Stored& stored) {
  const ShippedVariant student = on_first(std::string(stored.subject) + "_student", "identity");
  CHECK(on_first(stored.subject, "identity").accuracy >
        student.accuracy + 0.01);  // it has something to teach
  const ShippedVariant distilled = on_first(stored.subject, "distilled");
  CHECK(distilled.accuracy > student.accuracy);
  CHECK(distilled.macs == student.macs);
  CHECK(on_first(stored.subject, "distilled+sptq").accuracy >= distilled.accuracy - 0.005);
}

void check_early_exit(const Stored& stored) {
  const ShippedVariant early = on_first(stored.subject, "early_exit");
  CHECK(early.macs < on_first(stored.subject, "identity").macs);
  CHECK(early.accuracy == Approx(stored.early_exit).margin(margin(stored.early_exit, kFirstItems)));
}

}  // namespace

// Images: Fashion-MNIST, 10,000 test images. Texts: 17,659 definitions of WordNet; a logistic
// regression on TF-IDF features has an accuracy of 74.3 % on the same split.
// prepare.cpp evaluates wide_resnet_mini on all images.
TEST_CASE("wide_resnet_mini stays accurate when quantized", "[families]") {
  check_quantized(kWideResnet);
}
TEST_CASE("wide_resnet_mini stays accurate when pruned", "[families]") {
  check_pruned(kWideResnet);
}
TEST_CASE("wide_resnet_mini teaches its student", "[families]") { check_distilled(kWideResnet); }
TEST_CASE("wide_resnet_mini may answer early", "[families]") { check_early_exit(kWideResnet); }

TEST_CASE("resnext_mini is as accurate as stored", "[families]") { check_original(kResnext); }
TEST_CASE("resnext_mini stays accurate when quantized", "[families]") { check_quantized(kResnext); }
TEST_CASE("resnext_mini stays accurate when pruned", "[families]") { check_pruned(kResnext); }
TEST_CASE("resnext_mini teaches its student", "[families]") { check_distilled(kResnext); }
TEST_CASE("resnext_mini may answer early", "[families]") { check_early_exit(kResnext); }

TEST_CASE("bert_mini is as accurate as stored", "[families]") { check_original(kBert); }
TEST_CASE("bert_mini stays accurate when quantized", "[families]") { check_quantized(kBert); }
TEST_CASE("bert_mini stays accurate when pruned", "[families]") { check_pruned(kBert); }
TEST_CASE("bert_mini teaches its student", "[families]") { check_distilled(kBert); }
TEST_CASE("bert_mini may answer early", "[families]") { check_early_exit(kBert); }

TEST_CASE("roberta_mini is as accurate as stored", "[families]") { check_original(kRoberta); }
TEST_CASE("roberta_mini stays accurate when quantized", "[families]") { check_quantized(kRoberta); }
TEST_CASE("roberta_mini stays accurate when pruned", "[families]") { check_pruned(kRoberta); }
TEST_CASE("roberta_mini teaches its student", "[families]") { check_distilled(kRoberta); }
TEST_CASE("roberta_mini may answer early", "[families]") { check_early_exit(kRoberta); }
