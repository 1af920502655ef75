#include "kiosk/vault/storage.h"

#include <doctest/doctest.h>

#include "tests/support/authority.h"

using namespace asah;

TEST_SUITE_BEGIN("vault/storage");

TEST_CASE("a box opens only with its key, in its place, unchanged") {
    SeededRandom random(3);
    const auto key = vault::Secret::random(random, 32);
    const auto box = vault::encrypt_box(key, as_bytes("sitting 1"), as_bytes("jawaban"), random);
    CHECK(as_text(vault::decrypt_box(key, as_bytes("sitting 1"), box).value().view()) == "jawaban");
    CHECK(vault::decrypt_box(key, as_bytes("sitting 2"), box).error().code ==
          ErrorCode::DecryptFailed);
    const auto other = vault::Secret::random(random, 32);
    CHECK_FALSE(vault::decrypt_box(other, as_bytes("sitting 1"), box).has_value());
    for (std::size_t i = 0; i < box.size(); ++i) {
        auto changed = box;
        changed[i] ^= 1U;
        CHECK_FALSE(vault::decrypt_box(key, as_bytes("sitting 1"), changed).has_value());
    }
}

TEST_CASE("the storage key is made once and its absence is told") {
    const support::TemporaryFolder folder;
    SystemFiles files;
    SystemRandom random;
    const auto path = folder.path() + "/storage.key";
    CHECK(vault::load_storage_key(files, path).error().code == ErrorCode::StorageKeyMissing);
    const auto made = vault::ensure_storage_key(files, path, random);
    const auto again = vault::ensure_storage_key(files, path, random);
    REQUIRE(made.has_value());
    CHECK(to_hex(made->view()) == to_hex(again.value().view()));
}

TEST_CASE("derived keys differ by label and never equal their parent") {
    const vault::Secret key{ByteView(Bytes(32, 7))};
    const auto a = vault::derive_key(key, "a");
    CHECK(to_hex(a.view()) == to_hex(vault::derive_key(key, "a").view()));
    CHECK(to_hex(a.view()) != to_hex(vault::derive_key(key, "b").view()));
    CHECK(to_hex(a.view()) != to_hex(key.view()));
}

TEST_SUITE_END();
