#include "kiosk/core/formats/bank_sheet.h"

#include <doctest/doctest.h>

#include "assets/lang.h"
#include "tests/core/content/framework_fixture.h"

using namespace asah;
using namespace asah::formats;
using content::asset_text;
using content::lines_of;
using content::real_framework;

namespace {

constexpr const char* kHeading =
    "kode_butir,jenis,kode_kompetensi,level,pertanyaan,opsi_a,opsi_b,opsi_c,opsi_d,opsi_e,pasangan,"
    "kunci,bobot,toleransi,satuan,pembahasan,detik,status,bentuk,kode_indikator,sumber_hukum,"
    "tinjau_sebelum,kumpulan,penulis\n";

Outcome<items::Bank> read_rows(const std::string& rows) {
    return parse_bank_sheet(as_bytes(kHeading + rows), "bank.csv", real_framework());
}

std::string problems_of(const std::string& rows) { return lines_of(read_rows(rows).problems); }

}  // namespace

TEST_SUITE("kiosk/core/formats/bank_sheet") {
    TEST_CASE("the real sheets have no problems and all their items") {
        const auto framework = real_framework();
        const std::vector<std::pair<std::string, std::size_t>> sheets{
            {"bank_T01.csv", 84},    {"bank_T02.csv", 84}, {"bank_T03.csv", 68},
            {"bank_T04.csv", 68},    {"bank_T05.csv", 68}, {"bank_T06.csv", 68},
            {"bank_M01.csv", 68},    {"bank_M02.csv", 68}, {"bank_M03.csv", 68},
            {"bank_M04.csv", 68},    {"bank_M05.csv", 68}, {"bank_M06.csv", 68},
            {"bank_M07.csv", 68},    {"bank_M08.csv", 68}, {"bank_SK01.csv", 68},
            {"bank_sample.csv", 145}};
        for (const auto& [name, count] : sheets) {
            const auto text = asset_text("samples/" + name);
            const auto outcome = parse_bank_sheet(as_bytes(text), name, framework);
            CHECK(lines_of(outcome.problems) == "");
            CHECK_MESSAGE(outcome.value.items.size() == count, name);
            CHECK(outcome.value.keys.size() == outcome.value.items.size());
        }
    }

    TEST_CASE("the real statements have no problems") {
        const auto text = asset_text("samples/selfassess_sample.csv");
        const auto outcome = parse_statement_sheet(as_bytes(text), "s.csv", real_framework());
        CHECK(lines_of(outcome.problems) == "");
        REQUIRE(outcome.value.items.size() == 60);
        const auto& item = outcome.value.items[0];
        CHECK(item.id == ItemId("PM-M01-1"));
        CHECK(item.kind() == items::ItemKind::Statement);
        CHECK(item.level == 1);
        CHECK(item.stem.en ==
              "I record my work results as they are, also when a target is missed.");
        CHECK(std::get<items::Statement>(item.body).prompt.id ==
              "Contoh laporan atau catatan kerja");
        CHECK(outcome.value.keys.empty());
    }

    TEST_CASE("every kind is read as written") {
        const auto outcome = read_rows(
            "A-1,situasional,T.01,2,Apa?,satu,dua,tiga,,,,B,1|5|3,,,Sebab.,60,,A,T.01.2.1,,,ukur,"
            "x\n"
            "A-2,menjodohkan,T.01,1,Apa?,satu,dua,,,,1) x|2) y|3) "
            "z,A-3|B-1,,,,S.,60,,,T.01.1.1,,,ukur,x\n"
            "A-3,urutan,T.01,1,Apa?,satu,dua,tiga,,,,C|A|B,,,,S.,60,,,T.01.1.1,,,latihan,x\n"
            "A-4,numerik,T.01,1,Apa?,,,,,,,\"3,25\",,0.5,persen,S.,60,,B,T.01.1.1,PP "
            "1,2027-06-30,ukur,x\n"
            "A-5,isian_singkat,T.01,1,Apa?,,,,,,,PDF|berkas PDF,,,,S.,60,,,T.01.1.1,,,ukur,x\n"
            "A-6,pilihan_jamak,T.01,1,Apa?,satu,dua,tiga,,,,C|A,,,,S.,60,,,T.01.1.1,,,ukur,x\n"
            "A-7,benar_salah,T.01,1,Apa?,,,,,,,Salah,,,,S.,60,,,T.01.1.1,,,ukur,x\n");
        CHECK(lines_of(outcome.problems) == "");
        const auto& bank = outcome.value;
        REQUIRE(bank.items.size() == 7);
        CHECK(std::get<items::Situational::Key>(bank.keys[0].body).weights ==
              std::vector<int>{1, 5, 3});
        CHECK(bank.items[0].variant == items::Variant::A);
        CHECK(items::targets_of(bank.items[1])[2].id == OptionId("3"));
        CHECK(items::targets_of(bank.items[1])[2].text.id == "z");
        CHECK(std::get<items::Matching::Key>(bank.keys[1].body).pairs[0] ==
              std::pair(OptionId("a"), OptionId("3")));
        CHECK(std::get<items::Matching::Key>(bank.keys[1].body).pairs[1] ==
              std::pair(OptionId("b"), OptionId("1")));
        CHECK(std::get<items::Ordering::Key>(bank.keys[2].body).order ==
              std::vector<OptionId>{OptionId("c"), OptionId("a"), OptionId("b")});
        CHECK(bank.items[2].pool == items::Pool::Practice);
        CHECK(std::get<items::Numeric::Key>(bank.keys[3].body).value.millionths == 3'250'000);
        CHECK(std::get<items::Numeric::Key>(bank.keys[3].body).tolerance.millionths == 500'000);
        CHECK(std::get<items::Numeric>(bank.items[3].body).unit.id == "persen");
        CHECK(bank.items[3].review_before == Date{2027, 6, 30});
        CHECK(std::get<items::ShortText::Key>(bank.keys[4].body).accepted ==
              std::vector<std::string>{"PDF", "berkas PDF"});
        CHECK(std::get<items::MultipleResponse::Key>(bank.keys[5].body).correct ==
              std::vector<OptionId>{OptionId("a"), OptionId("c")});
        CHECK(items::options_of(bank.items[6])[0].text.id == "Benar");
        CHECK(std::get<items::TrueFalse::Key>(bank.keys[6].body).correct == OptionId("b"));
    }

    TEST_CASE(
        "ten faults in one sheet give ten problems, each with row, column, cause and remedy") {
        const auto outcome = read_rows(
            // 2: right
            "A-1,pilihan_tunggal,T.01,1,Apa?,satu,dua,tiga,,,,A,,,,S.,60,,A,T.01.1.1,,,ukur,x\n"
            // 3: kind
            "A-2,pilihan_ganda,T.01,1,Apa?,satu,dua,tiga,,,,A,,,,S.,60,,A,T.01.1.1,,,ukur,x\n"
            // 4: competency
            "A-3,pilihan_tunggal,T.99,1,Apa?,satu,dua,tiga,,,,A,,,,S.,60,,A,T.01.1.1,,,ukur,x\n"
            // 5: indicator of another level
            "A-4,pilihan_tunggal,T.01,2,Apa?,satu,dua,tiga,,,,A,,,,S.,60,,A,T.01.1.1,,,ukur,x\n"
            // 6: key outside the options
            "A-5,pilihan_tunggal,T.01,1,Apa?,satu,dua,tiga,,,,D,,,,S.,60,,A,T.01.1.1,,,ukur,x\n"
            // 7: id of row 2
            "A-1,pilihan_tunggal,T.01,1,Apa?,satu,dua,tiga,,,,A,,,,S.,60,,A,T.01.1.1,,,ukur,x\n"
            // 8: two options weigh 5
            "A-7,situasional,T.01,1,Apa?,satu,dua,tiga,,,,A,5|5|1,,,S.,60,,A,T.01.1.1,,,ukur,x\n"
            // 9: level 5 has no items
            "A-8,pilihan_tunggal,T.01,5,Apa?,satu,dua,tiga,,,,A,,,,S.,60,,A,T.01.1.1,,,ukur,x\n"
            // 10: stem missing
            "A-9,pilihan_tunggal,T.01,1,,satu,dua,tiga,,,,A,,,,S.,60,,A,T.01.1.1,,,ukur,x\n"
            // 11: date
            "B-1,pilihan_tunggal,T.01,1,Apa?,satu,dua,tiga,,,,A,,,,S.,60,,A,T.01.1.1,PP,30/6/"
            "2027,ukur,x\n"
            // 12: pool
            "B-2,pilihan_tunggal,T.01,1,Apa?,satu,dua,tiga,,,,A,,,,S.,60,,A,T.01.1.1,,,ujian,x\n");
        CHECK(lines_of(outcome.problems) ==
              "3 jenis kind_unknown\n"
              "4 kode_kompetensi competency_unknown\n"
              "5 kode_indikator indicator_foreign\n"
              "6 kunci key_unknown_option\n"
              "7 kode_butir id_doubled\n"
              "8 bobot weight_best\n"
              "9 level number_range\n"
              "10 pertanyaan cell_missing\n"
              "11 tinjau_sebelum date_form\n"
              "12 kumpulan pool_unknown\n");
        REQUIRE(outcome.problems.size() == 10);
        CHECK(has_errors(outcome.problems));
        for (const auto language : {Language::Indonesian, Language::English}) {
            const auto catalogue = assets::load_catalogue(language);
            for (const auto& problem : outcome.problems) {
                const auto words = describe(problem, catalogue);
                CHECK(words.cause.find("problem.") == std::string::npos);
                CHECK(words.cause.find('{') == std::string::npos);
                CHECK(words.remedy.find("problem.") == std::string::npos);
                CHECK(words.remedy.find('{') == std::string::npos);
            }
        }
        const auto words =
            describe(outcome.problems[3], assets::load_catalogue(Language::Indonesian));
        CHECK(words.place == "bank.csv, baris 6, kolom kunci");
        CHECK(words.cause == "Kunci menyebut \"D\", tetapi pilihan itu tidak ada.");
        CHECK(
            words.remedy ==
            "Pakai huruf pilihan yang terisi, misalnya A; beberapa huruf dipisah dengan tanda |.");
    }

    TEST_CASE("options with gaps, doubles or too few, and cells of another kind are listed") {
        CHECK(problems_of("A-1,pilihan_tunggal,T.01,1,Apa?,satu,,tiga,,,,A,,,,S.,60,,A,T.01.1.1,,,"
                          "ukur,x\n") == "2 opsi_c option_gap\n");
        CHECK(problems_of("A-1,pilihan_tunggal,T.01,1,Apa?,satu,Satu,,,,,A,,,,S.,60,,A,T.01.1.1,,,"
                          "ukur,x\n") == "2 opsi_b option_doubled\n");
        CHECK(problems_of(
                  "A-1,pilihan_tunggal,T.01,1,Apa?,satu,,,,,,A,,,,S.,60,,A,T.01.1.1,,,ukur,x\n") ==
              "2 opsi_b options_too_few\n");
        CHECK(
            problems_of("A-1,numerik,T.01,1,Apa?,satu,,,,,,7,1|5,,,S.,60,,A,T.01.1.1,,,ukur,x\n") ==
            "2 bobot cell_unexpected\n2 opsi_a cell_unexpected\n");
    }

    TEST_CASE("keys of each kind are checked") {
        const auto key_of = [](const std::string& kind, const std::string& cells) {
            return problems_of("A-1," + kind + ",T.01,1,Apa?," + cells +
                               ",S.,60,,A,T.01.1.1,,,ukur,x\n");
        };
        CHECK(key_of("pilihan_tunggal", "a,b,c,,,,A|B,,,") == "2 kunci key_one_option\n");
        CHECK(key_of("pilihan_jamak", "a,b,c,,,,A,,,") == "2 kunci key_several_options\n");
        CHECK(key_of("pilihan_jamak", "a,b,c,,,,A|B|C,,,") == "2 kunci key_several_options\n");
        CHECK(key_of("pilihan_jamak", "a,b,c,,,,A|A,,,") == "2 kunci key_doubled_option\n");
        CHECK(key_of("urutan", "a,b,c,,,,C|A,,,") == "2 kunci key_order_incomplete\n");
        CHECK(key_of("situasional", "a,b,c,,,,A,5|1,,") == "2 bobot weight_count\n");
        CHECK(key_of("situasional", "a,b,c,,,,A,5|6|1,,") == "2 bobot weight_range\n");
        CHECK(key_of("situasional", "a,b,c,,,,B,5|4|1,,") == "2 bobot weight_best_not_key\n");
        CHECK(key_of("numerik", ",,,,,,1.000.5,,,") == "2 kunci number_form\n");
        CHECK(key_of("numerik", ",,,,,,3-,,,") == "2 kunci number_form\n");
        CHECK(key_of("numerik", ",,,,,,Rp450.000,,,") == "2 kunci number_form\n");
        CHECK(key_of("numerik", ",,,,,,2.250,,,") == "2 kunci number_ambiguous\n");
        CHECK(key_of("numerik", ",,,,,,\"1,500\",,,") == "2 kunci number_ambiguous\n");
        CHECK(key_of("numerik", ",,,,,,7,,1.500,") == "2 toleransi number_ambiguous\n");
        CHECK(key_of("numerik", ",,,,,,1.000.000,,,") == "");
        CHECK(key_of("numerik", ",,,,,,7,,-1,") == "2 toleransi tolerance_negative\n");
        CHECK(key_of("isian_singkat", ",,,,,,PDF||x,,,") == "2 kunci accepted_form\n");
        CHECK(key_of("isian_singkat", ",,,,,,PDF|pdf,,,") == "2 kunci accepted_doubled\n");
        CHECK(key_of("isian_singkat", ",,,,,,Jum\u2019at|jum'at.,,,") ==
              "2 kunci accepted_doubled\n");
        CHECK(key_of("menjodohkan", "a,b,,,,1) x,A-1,,,") == "2 pasangan target_count\n");
        CHECK(key_of("menjodohkan", "a,b,,,,1) x|3) y|2) z,A-1|B-2,,,") ==
              "2 pasangan target_form\n");
        CHECK(key_of("menjodohkan", "a,b,,,,1) x|2) y|3) z,A-1|B-1,,,") == "2 kunci pair_form\n");
        CHECK(key_of("menjodohkan", "a,b,,,,1) x|2) y|3) z,A-1,,,") == "2 kunci pair_count\n");
        CHECK(key_of("menjodohkan", "a,b,,,,,A-1,,,") == "2 pasangan cell_missing\n");
    }

    TEST_CASE("a key with two readings names both") {
        const auto outcome =
            read_rows("A-1,numerik,T.01,1,Apa?,,,,,,,2.250,,,,S.,60,,A,T.01.1.1,,,ukur,x\n");
        REQUIRE(outcome.problems.size() == 1);
        const auto words =
            describe(outcome.problems[0], assets::load_catalogue(Language::Indonesian));
        CHECK(words.cause == "\"2.250\" dapat dibaca 2,25 dan dapat dibaca 2250.");
        CHECK(words.remedy == "Tulis 2,25 atau 2250; ribuan ditulis tanpa tanda.");
    }

    TEST_CASE("options that look the same are doubled, whatever signs they hide") {
        CHECK(problems_of(
                  "A-1,pilihan_tunggal,T.01,1,Apa?,Berkas yang asli,Berkas yang "
                  "asli\u200b,Berkas  yang\u00a0asli.,,,,A,,,,S.,60,,A,T.01.1.1,,,ukur,x\n") ==
              "2 opsi_b option_doubled\n2 opsi_c option_doubled\n2 opsi_b sign_unshown\n");
    }

    TEST_CASE("an invisible sign in an accepted form is dropped with a warning") {
        const auto outcome = read_rows(
            "A-1,isian_singkat,T.01,1,Apa?,,,,,,,P\u200bDF,,,,S.,60,,A,T.01.1.1,,,ukur,x\n");
        CHECK(lines_of(outcome.problems) == "2 kunci invisible_dropped\n");
        CHECK_FALSE(has_errors(outcome.problems));
        CHECK(std::get<items::ShortText::Key>(outcome.value.keys[0].body).accepted ==
              std::vector<std::string>{"PDF"});
    }

    TEST_CASE("one question under three codes is told, and no form may have two of them") {
        const std::string rest =
            ",Berkas yang asli,Berkas yang kosong,Berkas yang "
            "ganda,,,,A,,,,S.,60,,,T.01.1.1,,,ukur,x\n";
        const auto outcome = read_rows(
            "K-1,pilihan_tunggal,T.01,1,Berkas mana yang perlu disalin lebih dahulu?" + rest +
            "K-1b,pilihan_tunggal,T.01,1,Berkas mana yang perlu disalin lebih dahulu?" + rest +
            "K-1c,pilihan_tunggal,T.01,1,Berkas  mana yang perlu disalin lebih dahulu ?" + rest);
        CHECK(lines_of(outcome.problems) ==
              "3 pertanyaan stem_same\n4 pertanyaan stem_same\n4 pertanyaan stem_same\n");
        CHECK_FALSE(has_errors(outcome.problems));
        const auto& items = outcome.value.items;
        REQUIRE(items.size() == 3);
        CHECK(items[0].enemies == std::vector<ItemId>{ItemId("K-1b"), ItemId("K-1c")});
        CHECK(items[1].enemies == std::vector<ItemId>{ItemId("K-1"), ItemId("K-1c")});
        CHECK(items[2].enemies == std::vector<ItemId>{ItemId("K-1"), ItemId("K-1b")});
    }

    TEST_CASE("the column musuh lists enemies, its own code and broken codes are refused") {
        const auto enemies_of = [](const std::string& cell) {
            std::string heading = kHeading;
            heading.insert(heading.size() - 1, ",musuh");
            return parse_bank_sheet(
                as_bytes(heading +
                         "K-1,pilihan_tunggal,T.01,1,Apa?,satu,dua,,,,,A,,,,S.,60,,,T.01.1.1,,,"
                         "ukur,x,\"" +
                         cell + "\"\n"),
                "bank.csv", real_framework());
        };
        const auto right = enemies_of("M01-102 | K-9,M01-101; K-9");
        CHECK(lines_of(right.problems) == "");
        CHECK(right.value.items[0].enemies ==
              std::vector<ItemId>{ItemId("K-9"), ItemId("M01-101"), ItemId("M01-102")});
        CHECK(lines_of(enemies_of("K-1").problems) == "2 musuh enemies_form\n");
        CHECK(lines_of(enemies_of("M01/102").problems) == "2 musuh enemies_form\n");
        CHECK(lines_of(enemies_of("").problems) == "");
    }

    TEST_CASE("true and false by initials are read as Indonesians write them") {
        const auto rows = [](const std::string& first, const std::string& second) {
            const auto row = [](const std::string& id, const std::string& key) {
                return id + ",benar_salah,T.01,1,Apa " + id + "?,,,,,,," + key +
                       ",,,,S.,60,,,T.01.1.1,,,ukur,x\n";
            };
            return read_rows(row("A-1", first) + row("A-2", second));
        };
        const auto correct = [](const Outcome<items::Bank>& outcome, std::size_t index) {
            return std::get<items::TrueFalse::Key>(outcome.value.keys[index].body).correct;
        };
        const auto initials = rows("B", "S");
        CHECK(lines_of(initials.problems) == "");
        CHECK(correct(initials, 0) == OptionId("a"));
        CHECK(correct(initials, 1) == OptionId("b"));
        const auto letters = rows("A", "B");
        CHECK(correct(letters, 0) == OptionId("a"));
        CHECK(correct(letters, 1) == OptionId("b"));
        CHECK(lines_of(rows("B", "B").problems) ==
              "2 kunci true_false_unclear\n3 kunci true_false_unclear\n");
    }

    TEST_CASE("what a terminal cannot show or type, and options that name others, are told") {
        const auto outcome = read_rows(
            "K-1,pilihan_tunggal,T.01,1,Mana yang tepat \u2713?,satu,dua,tiga,Semua jawaban di "
            "atas benar,,,D,,,,Pilihan B keliru.,60,,,T.01.1.1,,,ukur,x\n"
            "K-2,isian_singkat,T.01,1,Format "
            "apa?,,,,,,,caf\u00e9|cafe,,,,S.,60,,,T.01.1.1,,,ukur,x\n"
            "K-3,isian_singkat,T.01,1,Berapa bagian?,,,,,,,50%,,,,S.,60,,,T.01.1.1,,,ukur,x\n");
        CHECK(lines_of(outcome.problems) ==
              "2 pertanyaan sign_unshown\n2 opsi_d option_all_above\n2 pembahasan letter_named\n"
              "4 kunci accepted_untypable\n");
    }

    TEST_CASE("a warning does not hide an error in the same cell") {
        CHECK(problems_of("A-1,isian_singkat,T.01,1,Apa?,,,,,,,P\u200bDF||x,,,,S.,60,,A,T.01.1.1,,,"
                          "ukur,x\n") == "2 kunci invisible_dropped\n2 kunci accepted_form\n");
    }

    TEST_CASE("a missing heading is named, an unknown one is only a warning") {
        const auto outcome = parse_bank_sheet(as_bytes("kode_butir,jenis,catatan\n1,2,3\n"),
                                              "x.csv", real_framework());
        CHECK(outcome.problems.size() == 18);
        CHECK(outcome.problems[0].key == "heading_missing");
        CHECK(outcome.problems[0].place == Place{"x.csv", 1, "kode_kompetensi"});
        CHECK(outcome.problems.back().key == "heading_unknown");
        CHECK(outcome.problems.back().severity == Severity::Warning);
        CHECK(outcome.value.items.empty());
    }

    TEST_CASE("statements: negative wording, another scale and a doubled level are listed") {
        const auto outcome =
            parse_statement_sheet(as_bytes("kode_pernyataan,kode_kompetensi,level_acuan,pernyataan_"
                                           "id,kode_indikator,arah,skala\n"
                                           "P-1,M.01,1,Saya.,M.01.1.1,negatif,frekuensi_1_5\n"
                                           "P-2,M.01,1,Saya juga.,M.01.1.1,positif,setuju_1_5\n"),
                                  "s.csv", real_framework());
        CHECK(lines_of(outcome.problems) ==
              "2 arah statement_direction\n3 skala statement_scale\n3 level_acuan "
              "statement_doubled\n");
    }
}
