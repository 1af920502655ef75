#include "sync/protocol/pace.h"

#include <doctest/doctest.h>

using namespace asah;
using protocol::Pace;

TEST_SUITE_BEGIN("sync/protocol/pace");

TEST_CASE("messages grow on a fast line and shrink on a slow or broken one, within limits") {
    Pace pace;
    CHECK(pace.bytes() == 16'384);
    pace.passed({1'999});
    CHECK(pace.bytes() == 32'768);
    pace.passed({2'000});
    CHECK(pace.bytes() == 32'768);
    pace.passed({8'001});
    CHECK(pace.bytes() == 16'384);
    pace.broke();
    CHECK(pace.bytes() == 8'192);
    for (int i = 0; i < 5; ++i) {
        pace.broke();
    }
    CHECK(pace.bytes() == 4'096);
    for (int i = 0; i < 20; ++i) {
        pace.passed({10});
    }
    CHECK(pace.bytes() == 1'048'576);
}

TEST_SUITE_END();
