#pragma once

// The tests of a folder in one program, each a run of its own: `group tst_money [arguments of Qt Test]`, or by the name
// of the program, which may be a link to it. Compiling and linking them together takes a third of the time of a program
// each. A test's file ends with Qt's own QTEST_MAIN and is a program by itself where they are not grouped (PL_UNITY).

#include <QLocale>
#include <QTest>

#ifdef QT_WIDGETS_LIB
#include <QApplication>
#elif defined(QT_GUI_LIB)
#include <QGuiApplication>
#endif

namespace pl::test {

/// Adds a test to the program's list, by its file's name without ".cpp".
struct GroupedTest
{
    GroupedTest(const char *file, int (*run)(int argc, char **argv));
};

/// What LC_ALL=C does elsewhere; Windows doesn't ask the environment.
inline void setPlainLocale()
{
#ifdef Q_OS_WIN
    QLocale::setDefault(QLocale::c());
#endif
}

} // namespace pl::test

#define PL_GROUPED_TEST(TestObject, Application)                                                                       \
    static int run##TestObject(int argc, char **argv)                                                                  \
    {                                                                                                                  \
        Application app(argc, argv);                                                                                   \
        pl::test::setPlainLocale();                                                                                    \
        TestObject object;                                                                                             \
        QTEST_SET_MAIN_SOURCE_PATH                                                                                     \
        return QTest::qExec(&object, argc, argv);                                                                      \
    }                                                                                                                  \
    static const pl::test::GroupedTest grouped##TestObject(__FILE__, run##TestObject);

#undef QTEST_MAIN
#undef QTEST_GUILESS_MAIN
#undef QTEST_APPLESS_MAIN
#ifdef QT_WIDGETS_LIB
#define QTEST_MAIN(TestObject) PL_GROUPED_TEST(TestObject, QApplication)
#elif defined(QT_GUI_LIB)
#define QTEST_MAIN(TestObject) PL_GROUPED_TEST(TestObject, QGuiApplication)
#endif
#define QTEST_GUILESS_MAIN(TestObject) PL_GROUPED_TEST(TestObject, QCoreApplication)
#define QTEST_APPLESS_MAIN(TestObject) PL_GROUPED_TEST(TestObject, pl::test::NoApplication)

namespace pl::test {

struct NoApplication
{
    NoApplication(int, char **) {}
};

} // namespace pl::test
