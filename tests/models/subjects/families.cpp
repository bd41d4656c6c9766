#include <stdlib.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "models/prepare/prepare.h"

using namespace tiersim;
using namespace tiersim::models;

namespace {

/// A variant on the whole test set. What is shipped is read, never trained: a checkpoint that does
/// not fit its recipe any more fails here.
VariantRecord prepared(const std::string& subject, const std::string& operator_name) {
  const auto cache = std::filesystem::temp_directory_path() / "tiersim-test-families";
  setenv("TIERSIM_CACHE", cache.c_str(), 1);
  std::string trained;
  const VariantRecord record = prepare({subject, operator_name}, [&](const std::string& step) {
    if (step.find("training ") == 0) {
      trained = step;
      throw std::runtime_error(step);
    }
  });
  CHECK(trained.empty());
  return record;
}

/// What every family of trained models promises. An accuracy's standard error here is about 0.3
/// points; two variants of one model agree on nearly all items, so their difference is known
/// within about 0.1.
void check_family(const std::string& subject, double least) {
  INFO(subject);
  const VariantRecord identity = prepared(subject, "identity"), sptq = prepared(subject, "sptq");
  const VariantRecord student = prepared(subject + "_student", "identity");
  CHECK(identity.accuracy >= least);
  CHECK(identity.macro_f1 > 0.4);
  CHECK(sptq.accuracy >= identity.accuracy - 0.005);
  CHECK(prepared(subject, "qat").accuracy >= sptq.accuracy - 0.001);
  CHECK(prepared(subject, "pruned").accuracy >= identity.accuracy - 0.02);
  CHECK(identity.accuracy > student.accuracy + 0.01);  // or it would have nothing to teach

  const VariantRecord narrow = prepared(subject, "pruned_channels");
  CHECK(narrow.accuracy >= identity.accuracy - 0.02);
  CHECK(narrow.macs < 0.6 * static_cast<double>(identity.macs));

  const VariantRecord distilled = prepared(subject, "distilled");
  CHECK(distilled.accuracy > student.accuracy);
  CHECK(distilled.macs == student.macs);
  CHECK(prepared(subject, "distilled+sptq").accuracy >= distilled.accuracy - 0.005);

  const VariantRecord early = prepared(subject, "early_exit");
  CHECK(early.macs < identity.macs);
  CHECK(early.accuracy > 0.5);
}

}  // namespace

// Fashion-MNIST, 10,000 images. Text: WordNet's definitions, 17,659 of them; a logistic regression
// on TF-IDF features gets 74.3 % on the same split.
TEST_CASE("wide_resnet_mini and its rewrites are as accurate as promised", "[families]") {
  check_family("wide_resnet_mini", 0.92);
}
TEST_CASE("resnext_mini and its rewrites are as accurate as promised", "[families]") {
  check_family("resnext_mini", 0.92);
}
TEST_CASE("bert_mini and its rewrites are as accurate as promised", "[families]") {
  check_family("bert_mini", 0.76);
}
TEST_CASE("roberta_mini and its rewrites are as accurate as promised", "[families]") {
  check_family("roberta_mini", 0.76);
}
