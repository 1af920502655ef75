#include "kiosk/core/base/files.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <cstdlib>
#include <filesystem>

using namespace asah;

TEST_SUITE_BEGIN("core/base/files");

namespace {

struct Folder {
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "asah-XXXXXX").string();
        path = ::mkdtemp(pattern.data());
    }
    ~Folder() { std::filesystem::remove_all(path); }
    std::string path;
};

}  // namespace

TEST_CASE("a durable write replaces the whole file and leaves no temporary name") {
    const Folder folder;
    SystemFiles files;
    const auto path = folder.path + "/a";
    REQUIRE(files.write_durable(path, as_bytes("first"), FileMode::Private).has_value());
    REQUIRE(files.write_durable(path, as_bytes("second"), FileMode::Private).has_value());
    CHECK(as_text(files.read(path, 100).value()) == "second");
    CHECK(files.list(folder.path).value() == std::vector<std::string>{"a"});
    struct stat info {};
    REQUIRE(::stat(path.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777U) == 0600U);
}

TEST_CASE("reading says what is missing and what is too large") {
    const Folder folder;
    SystemFiles files;
    CHECK(files.read(folder.path + "/none", 10).error().code == ErrorCode::FileMissing);
    REQUIRE(
        files.append_durable(folder.path + "/a", as_bytes("12345"), FileMode::Group).has_value());
    REQUIRE(files.append_durable(folder.path + "/a", as_bytes("678"), FileMode::Group).has_value());
    CHECK(as_text(files.read(folder.path + "/a", 8).value()) == "12345678");
    CHECK(files.read(folder.path + "/a", 7).error().code == ErrorCode::TooLarge);
    CHECK(files.read(folder.path, 7).error().code == ErrorCode::FileUnreadable);
}

TEST_CASE("a full disk is called a full disk") {
    SystemFiles files;
    CHECK(files.append_durable("/dev/full", as_bytes("x"), FileMode::Private).error().code ==
          ErrorCode::DiskFull);
}

TEST_SUITE_END();
