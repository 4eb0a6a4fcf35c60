#include "tests/support/testgroup.h"

#include <cstdio>
#include <map>
#include <string>

namespace pl::test {

namespace {

using Run = int (*)(int argc, char **argv);

/// Made at its first use: the tests register before main.
std::map<std::string, Run> &tests()
{
    static std::map<std::string, Run> all;
    return all;
}

/// "/x/tst_money.cpp" and "/x/tst_money.exe" → "tst_money"
std::string stemOf(std::string path)
{
    path.erase(0, path.find_last_of("/\\") + 1);
    return path.substr(0, path.find('.'));
}

} // namespace

GroupedTest::GroupedTest(const char *file, Run run)
{
    tests().emplace(stemOf(file), run);
}

} // namespace pl::test

int main(int argc, char **argv)
{
    using pl::test::tests;
    if (const auto byProgram = tests().find(pl::test::stemOf(argv[0])); byProgram != tests().end())
        return byProgram->second(argc, argv);
    const auto byArgument = argc > 1 ? tests().find(argv[1]) : tests().end();
    if (byArgument == tests().end()) {
        std::fputs("This program runs one of these tests:\n", stderr);
        for (const auto &[name, run] : tests())
            std::fprintf(stderr, "  %s %s\n", argv[0], name.c_str());
        return 2;
    }
    argv[1] = argv[0];
    return byArgument->second(argc - 1, argv + 1);
}
