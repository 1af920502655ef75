#include "kiosk/core/base/files.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>

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

TEST_CASE("a name from outside is plain or not accepted, and is printed without control signs") {
    CHECK(is_plain_name("0a1b-12-ff.entry"));
    CHECK(is_plain_name(std::string(160, 'n')));
    for (const auto* name :
         {"", ".", "..", "a/b", "a b", "a\nb", "\x1b[2J", "\xff", "na\u00efve", "a;b"}) {
        CAPTURE(name);
        CHECK_FALSE(is_plain_name(name));
    }
    CHECK_FALSE(is_plain_name(std::string(161, 'n')));
    CHECK_FALSE(is_plain_name(std::string_view("a\0b", 3)));
    CHECK(shown_name("a\x1b[2J\n\xff.entry") == "a?[2J??.entry");
    CHECK(shown_name(std::string(200, 'n')) == std::string(160, 'n'));
}

TEST_CASE("a place keeps its kind when a name is added") {
    const SharedFolder shared("/a/b//");
    CHECK(shared.text() == "/a/b");
    CHECK((shared + "/c/d").is_shared());
    CHECK((shared + "/c/d").base() == "/a/b");
    CHECK((shared + "/c/d").below() == "c/d");
    CHECK_FALSE((FilePath("/a/b") + "/c").is_shared());
}

namespace {

template <class T>
bool is_refused(const Result<T>& result) {
    return !result.has_value() && (result.error().code == ErrorCode::FileUnreadable ||
                                   result.error().code == ErrorCode::FileUnwritable);
}

/// Other things than files, each under a name in `folder`; `victim` lies elsewhere.
void make_strange(const std::string& folder, const std::string& victim) {
    namespace fs = std::filesystem;
    REQUIRE(::mkfifo((folder + "/pipe").c_str(), 0600) == 0);
    fs::create_directory(folder + "/folder");
    fs::create_symlink(victim, folder + "/link");
    fs::create_symlink("nowhere", folder + "/dangling");
    fs::create_symlink("loop", folder + "/loop");
    REQUIRE(::mknod((folder + "/socket").c_str(), S_IFSOCK | 0600U, 0) == 0);
    fs::create_hard_link(victim, folder + "/second-name");
}

}  // namespace

TEST_CASE("below a shared folder only regular files are opened, at once, and through no link") {
    for (const auto walk : {SystemFiles::Walk::Kernel, SystemFiles::Walk::PartByPart}) {
        const Folder place;
        const Folder elsewhere;
        SystemFiles files(walk);
        const SharedFolder shared(place.path);
        const auto victim = elsewhere.path + "/victim";
        std::ofstream(victim) << "untouched";
        make_strange(place.path, victim);
        for (const auto* name : {"pipe", "folder", "link", "dangling", "loop", "socket"}) {
            CAPTURE(name);
            const auto path = shared + "/" + name;
            CHECK(is_refused(files.read(path, 100)));
            CHECK_FALSE(files.exists(path));
            CHECK(is_refused(files.append_durable(path, as_bytes("x"), FileMode::Group)));
        }
        // A second name of a file of ours: appending would change the file itself.
        CHECK(is_refused(
            files.append_durable(shared + "/second-name", as_bytes("x"), FileMode::Group)));
        // Writing replaces the name, whatever it was, and never what lies behind it.
        for (const auto* name : {"pipe", "link", "dangling", "loop", "socket", "second-name"}) {
            CAPTURE(name);
            const auto path = shared + "/" + name;
            REQUIRE(files.write_durable(path, as_bytes("new"), FileMode::Group).has_value());
            CHECK(as_text(files.read(path, 100).value()) == "new");
        }
        CHECK(is_refused(files.write_durable(shared + "/folder", as_bytes("x"), FileMode::Group)));
        CHECK(as_text(files.read(victim, 100).value()) == "untouched");
        CHECK(std::filesystem::exists(elsewhere.path + "/nowhere") == false);
    }
}

TEST_CASE("no part below a shared folder is a link or leads out of it") {
    for (const auto walk : {SystemFiles::Walk::Kernel, SystemFiles::Walk::PartByPart}) {
        const Folder place;
        const Folder elsewhere;
        SystemFiles files(walk);
        const SharedFolder shared(place.path);
        std::ofstream(elsewhere.path + "/victim") << "untouched";
        std::filesystem::create_symlink(elsewhere.path, place.path + "/out");
        std::filesystem::create_directory(place.path + "/inner");
        std::filesystem::create_symlink("..", place.path + "/inner/up");
        for (const auto* below :
             {"/out/victim", "/inner/up/inner/a", "/../a", "/inner/../a", "/./a", "/a b"}) {
            CAPTURE(below);
            const auto path = shared + below;
            CHECK(is_refused(files.read(path, 100)));
            CHECK(is_refused(files.write_durable(path, as_bytes("x"), FileMode::Group)));
            CHECK(is_refused(files.remove(path)));
            CHECK(is_refused(files.ensure_folder(path)));
        }
        CHECK(is_refused(files.list(shared + "/out")));
        CHECK(files.read(shared + "/inner/none", 100).error().code == ErrorCode::FileMissing);
        REQUIRE(files.ensure_folder(shared + "/new/deep").has_value());
        REQUIRE(files.write_durable(shared + "/new/deep/a", as_bytes("x"), FileMode::Group)
                    .has_value());
        CHECK(as_text(files.read(elsewhere.path + "/victim", 100).value()) == "untouched");
    }
}

TEST_CASE("a link at the old temporary name is not followed, in shared and in own folders") {
    const Folder place;
    const Folder elsewhere;
    SystemFiles files;
    const auto victim = elsewhere.path + "/key";
    std::ofstream(victim) << "untouched";
    std::filesystem::create_symlink(victim, place.path + "/a.tmp");
    REQUIRE(files.write_durable(place.path + "/a", as_bytes("own"), FileMode::Private).has_value());
    REQUIRE(
        files.write_durable(SharedFolder(place.path) + "/a", as_bytes("shared"), FileMode::Group)
            .has_value());
    CHECK(as_text(files.read(place.path + "/a", 100).value()) == "shared");
    CHECK(as_text(files.read(victim, 100).value()) == "untouched");
}

TEST_CASE("a shared folder is listed without what is no file, and looked at with it") {
    const Folder place;
    SystemFiles files;
    const SharedFolder shared(place.path);
    REQUIRE(files.write_durable(shared + "/good", as_bytes("x"), FileMode::Group).has_value());
    make_strange(place.path, place.path + "/good");
    std::ofstream(place.path + "/bad name").put('x');
    std::ofstream(place.path + "/left.tmp").put('x');
    CHECK(files.list(shared).value() == std::vector<std::string>{"good", "second-name"});
    std::vector<std::string> seen;
    const auto items = files.look(shared).value();
    for (const auto& item : items) {
        seen.push_back(item.name + "=" + std::string(kind_word(item.kind)));
    }
    CHECK(seen == std::vector<std::string>{"bad name=bad name", "dangling=link", "folder=folder",
                                           "good=file", "link=link", "loop=link", "pipe=pipe",
                                           "second-name=file", "socket=socket"});
    CHECK(skipped_item(shared, {"a\nb", FileKind::Pipe}).detail == place.path + "/a?b: pipe");
}

TEST_CASE("temporary files that a crash left are removed after an hour, others never") {
    const Folder place;
    SystemFiles files;
    const auto left = place.path + "/." + std::string(32, 'a') + ".tmp";
    const auto fresh = place.path + "/." + std::string(32, 'b') + ".tmp";
    const auto other = place.path + "/notes.tmp";
    const timespec old[2] = {{.tv_sec = 1, .tv_nsec = 0}, {.tv_sec = 1, .tv_nsec = 0}};
    for (const auto& path : {left, fresh, other}) {
        std::ofstream(path).put('x');
    }
    REQUIRE(::utimensat(AT_FDCWD, left.c_str(), old, 0) == 0);
    REQUIRE(::utimensat(AT_FDCWD, other.c_str(), old, 0) == 0);
    files.sweep(SharedFolder(place.path));
    CHECK_FALSE(std::filesystem::exists(left));
    CHECK(std::filesystem::exists(fresh));
    CHECK(std::filesystem::exists(other));
}

TEST_SUITE_END();
