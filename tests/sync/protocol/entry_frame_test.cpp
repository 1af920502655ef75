#include "sync/protocol/entry_frame.h"

#include <doctest/doctest.h>

TEST_SUITE_BEGIN("sync/protocol/entry_frame");

namespace asah {
namespace {

using protocol::FrameGap;
using protocol::KeptEntry;
using protocol::Standing;

constexpr protocol::FrameTag kTag{1, 2, 3, 4, 5, 6, 7, 8};
constexpr protocol::FrameTag kOther{8, 7, 6, 5, 4, 3, 2, 1};

Bytes frame(std::string_view text, const protocol::FrameTag& tag = kTag) {
    return protocol::encode_frame(
        tag, {.arrived = {1764585600000}, .standing = Standing::Sound, .file = as_bytes(text)});
}

Bytes joined(const std::vector<Bytes>& parts) {
    Bytes all;
    for (const auto& part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

/// What a reader finds: the entries' texts, and "[offset+size: count]" for a gap.
std::string found(const Bytes& bytes) {
    protocol::FrameReader reader(bytes, kTag);
    std::string out;
    while (const auto piece = reader.next()) {
        if (const auto* gap = std::get_if<FrameGap>(&*piece)) {
            out += "[" + std::to_string(gap->offset) + "+" + std::to_string(gap->size) + ": " +
                   std::to_string(gap->entry_count) + "]";
        } else {
            out += std::string(as_text(std::get<KeptEntry>(*piece).file)) + " ";
        }
    }
    return out;
}

}  // namespace

TEST_CASE("a frame has these bytes") {
    CHECK(to_hex(frame("abc")) ==
          "61736168454e543101020304050607080000000cdce7a7012fa4490b6e7a582e"
          "31ac8972858bf1e94e9d3135e2ee36b6ae084e920000019ad97f740001616263");
}

TEST_CASE("any flipped byte costs one entry and is told with its place") {
    const auto good = joined({frame("satu"), frame("dua"), frame("tiga")});
    CHECK(found(good) == "satu dua tiga ");
    const auto start = frame("satu").size();
    const auto size = frame("dua").size();
    const auto gap = "[" + std::to_string(start) + "+" + std::to_string(size) + ": 1]";
    for (std::size_t i = 0; i < size; ++i) {
        auto bytes = good;
        bytes[start + i] ^= 0x40U;
        CHECK(found(bytes) == "satu " + gap + "tiga ");
    }
}

TEST_CASE("what power cut short at the end is one gap") {
    auto bytes = joined({frame("satu"), frame("dua")});
    bytes.resize(bytes.size() - 2);
    CHECK(found(bytes) == "satu [65+62: 1]");
    CHECK(found({}).empty());
}

TEST_CASE("frames inside a damaged entry are not taken for ours") {
    const auto forged = frame("palsu", kOther);
    auto outer = frame(as_text(forged));
    outer[20] ^= 1U;
    CHECK(found(joined({outer, frame("dua")})) ==
          "[0+" + std::to_string(outer.size()) + ": 1]dua ");
}

TEST_CASE("a file of one frame holds nothing else") {
    const auto one = frame("satu");
    const auto kept = protocol::parse_single_frame(one, kTag);
    REQUIRE(kept.has_value());
    CHECK(kept->arrived.value == 1764585600000);
    CHECK(kept->standing == Standing::Sound);
    CHECK(as_text(kept->file) == "satu");
    CHECK_FALSE(protocol::parse_single_frame(joined({one, one}), kTag).has_value());
    CHECK_FALSE(protocol::parse_single_frame(one, kOther).has_value());
    CHECK_FALSE(protocol::parse_single_frame({}, kTag).has_value());
}

}  // namespace asah

TEST_SUITE_END();
