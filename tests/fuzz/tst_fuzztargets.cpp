#include "tests/fuzz/targets.h"

#include <QDir>
#include <QTest>

#include <ctime>

using namespace pl;

/// What the fuzzers do without a fuzzer: every seed and everything they once found, and inputs that grow.
class TestFuzzTargets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void corpus_data();
    void corpus();
    void growth_data();
    void growth();

private:
    static const fuzz::Target &target(const QString &name);
};

const fuzz::Target &TestFuzzTargets::target(const QString &name)
{
    static const auto all = fuzz::targets();
    return *std::find_if(all.begin(), all.end(), [&](const auto &one) { return name == QLatin1StringView(one.name); });
}

void TestFuzzTargets::corpus_data()
{
    QTest::addColumn<QString>("name");
    for (const auto &one : fuzz::targets())
        QTest::newRow(one.name) << QString::fromLatin1(one.name);
}

void TestFuzzTargets::corpus()
{
    QFETCH(QString, name);
    const QDir folder(QStringLiteral(PL_TEST_DATA "/fuzz/corpus/") + name);
    const auto files = folder.entryList(QDir::Files);
    QVERIFY(files.size() >= 4);
    for (const QString &path : files) {
        QFile file(folder.filePath(path));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray input = file.readAll();
        // Cut anywhere, as a client that leaves does.
        for (qsizetype size = input.size(); size >= 0; size -= 1 + size / 16)
            target(name).run(input.first(size));
    }
}

/// `begin`, `part` again and again, `end`; the size is that of the smaller input.
void TestFuzzTargets::growth_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("part");
    QTest::addColumn<QByteArray>("end");
    const auto row = [](const char *title, const char *name, const QByteArray &begin, const QByteArray &part,
                        const QByteArray &end = {}) {
        QTest::newRow(title) << QString::fromLatin1(name) << begin << part << end;
    };
    const QByteArray get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    row("pipelined requests, bytewise", "request", QByteArray(1, '\0'), get);
    row("pipelined bodies", "request", QByteArray(1, '\0'),
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2000\r\n\r\n" + QByteArray(2000, 'x'));
    row("leads", "leadjson", "[{}", R"(,{"first_name":"A","email":"a@b.test","phone_number":"+44 20 7946 0958"})", "]");
    row("nested arrays", "leadjson", "", "[");
    row("unknown fields", "leadjson", R"({"a":0)", R"(,"b":0)", "}");
    row("consent", "leadjson", R"({"consent":{"a":[0)", ",0", "]}}");
    row("long name", "leadjson", R"({"first_name":")", "\\u00e9 ", R"("})");
    row("long address", "leadjson", R"({"email":")", "a.", R"(@example.com"})");
    row("long telephone number", "leadjson", R"({"phone_number":")", "+1 ", R"("})");
    row("fields", "leadform", "", "a%41=b+c&");
    row("one long field", "leadform", "first_name=", "%C3%A9+");
    row("conditions", "restquery", "", "id=eq.1&");
    row("in", "restquery", "status=in.(new", ",\"a b\"", ")");
    row("nested logic", "restquery", "and=(", "or(", ")");
    row("many in one logic", "restquery", "or=(id.eq.1", ",id.eq.1", ")");
    row("select", "restquery", "select=id", ",status");
    row("nested select", "restquery", "select=", "plumbers(");
    row("order", "restquery", "order=id", ",status.desc.nullslast");
    row("JSON path", "restquery", "select=consent", "->a");
    row("signatures", "stripesignature", "t=1700000000", ",v1=00");
    row("a long link", "linktoken", "", "AAAA");
    row("values of a hook", "hookbody", "application/json\n{\"a\":0", ",\"b\":\"c\"", "}");
    row("pairs of a hook", "hookbody", "application/json\n[0", ",{\"name\":\"phone\",\"value\":\"1\"}", "]");
    row("elements of a hook", "hookbody", "text/xml\n<a>", "<b>c</b>", "</a>");
    row("parts of a hook", "hookbody", "multipart/form-data; boundary=b\n",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n", "--b--");
    row("lines of a mail", "hookbody", "text/plain\n", "Phone: 512\n");
    row("lines of a file", "sheet", "Email,Phone\n", "a@b.test,5125550143\n");
    row("cells of a file", "sheet", "Email,Phone\n\"", "\",\"\"\"\n");
    row("quotes of a file", "sheet", "Email,Phone\n", ",\"\"");
    row("blocks of an archive", "archive", "", QByteArray(512, '\0'));
    // 512 zeros, gzipped.
    row("streams of an archive", "archive", "",
        QByteArray::fromHex("1f8b080000000000020363601805231900007875aab200020000"));
    row("signed body", "stripesignature", "t=1700000000,v1=00\n", "{}");
}

/// Eight times the input may take eight times as long, and not sixty-four. What counts is the processor's time, and
/// what others on the machine spoil is measured again.
void TestFuzzTargets::growth()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, part);
    QFETCH(QByteArray, end);
    const auto bestOfMs = [&](qsizetype bytes) {
        const QByteArray input = begin + part.repeated(bytes / part.size()) + end;
        double best = 1e9;
        for (int i = 0; i < 5; ++i) {
            const std::clock_t before = std::clock();
            target(name).run(input);
            best = std::min(best, 1000.0 * double(std::clock() - before) / CLOCKS_PER_SEC);
        }
        return best;
    };
    constexpr qsizetype kBytes = 8 * 1024; // and 64 KiB, the most that a lead or a query may have
    QString measured;
    for (int i = 0; i < 4; ++i) {
        const double small = bestOfMs(kBytes);
        const double large = bestOfMs(8 * kBytes);
        if (large < 24 * small + 5)
            return;
        measured += QStringLiteral("%1 ms, then %2 ms. ").arg(small).arg(large);
    }
    QFAIL(qPrintable(measured));
}

QTEST_GUILESS_MAIN(TestFuzzTargets)
#include "tst_fuzztargets.moc"
