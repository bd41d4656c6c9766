#include <catch2/catch.hpp>
#include <string>

#include "tests/models/prepare/shipped_variant.h"

using namespace tiersim::models;

namespace {

/// The whole test sets would take minutes. Accuracies on them: models/README.md.
constexpr std::int64_t kImages = 80, kTexts = 200;

/// Checks an accuracy on the first test items against `stored`, the accuracy on the whole test set.
ShippedVariant check_near(const std::string& subject, const std::string& operator_name,
                          double stored) {
  INFO(subject << " " << operator_name);
  const std::int64_t items = subject.find("bert") == 0 ? kTexts : kImages;
  const ShippedVariant variant = shipped_variant(subject, operator_name, items);
  CHECK(variant.accuracy == Approx(stored).margin(margin(stored, items)));
  return variant;
}

/// Accuracies on the whole test set (models/README.md).
struct MidiAccuracies {
  const char* subject;
  double identity, student, distilled, pruned, pruned_channels, early_exit, qat;
};
constexpr MidiAccuracies kWide{
    "wide_resnet_midi", 0.9291, 0.8956, 0.9065, 0.9248, 0.9151, 0.7111, 0.9289};
constexpr MidiAccuracies kNext{"resnext_midi", 0.9289, 0.8959, 0.9100,
                               0.9227,         0.9168, 0.7129, 0.9302};

void check_midi(const MidiAccuracies& stored) {
  const std::string name = stored.subject;
  const ShippedVariant identity = check_near(name, "identity", stored.identity);
  CHECK(agreement(check_near(name, "pruned", stored.pruned), identity) > 0.9);
  check_near(name, "early_exit", stored.early_exit);
  check_near(name, "distilled", stored.distilled);
  check_near(name, "pruned_channels", stored.pruned_channels);
  check_near(name, "qat", stored.qat);
  check_near(name + "_student", "identity", stored.student);
}

}  // namespace

TEST_CASE("wide_resnet_midi and what was learnt from it are as accurate as stored", "[midi]") {
  check_midi(kWide);
}
TEST_CASE("bert_midi and what was learnt from it are as accurate as stored", "[midi]") {
  const ShippedVariant identity = check_near("bert_midi", "identity", 0.7554);
  CHECK(agreement(check_near("bert_midi", "qat", 0.7540), identity) > 0.9);
  check_near("bert_midi", "early_exit", 0.7163);
  check_near("bert_midi", "distilled", 0.7508);
  check_near("bert_midi_student", "identity", 0.7559);
}
TEST_CASE("resnext_midi and what was learnt from it are as accurate as stored", "[midi]") {
  check_midi(kNext);
}
