#include "models/base/jsontext.h"
#include "models/mapping/bodyreader.h"

#include <QElapsedTimer>
#include <QTest>

using namespace pl;
using namespace pl::mapping;

namespace {

QByteArray treeText(const QByteArray &type, const QByteArray &body)
{
    const auto read = readBody(type, body);
    return read ? dumpJson(read->tree) : QByteArray("error: ") + read.error().message.toUtf8();
}

const QByteArray kForm = "application/x-www-form-urlencoded";
const QByteArray kMultipart = "multipart/form-data; boundary=xyz";

} // namespace

class TestBodyReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void trees_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("tree");
        const auto row = [](const char *name, const QByteArray &type, const QByteArray &body, const QByteArray &tree) {
            QTest::newRow(name) << type << body << tree;
        };
        row("JSON object", "application/json", R"({"a":{"b":[1,"x",null]}})", R"({"a":{"b":[1,"x",null]}})");
        row("JSON array", "application/json; charset=utf-8", R"([{"a":1}])", R"([{"a":1}])");
        row("JSON as a form", kForm, R"({"a":"b=c"})", R"({"a":"b=c"})");
        row("JSON as multipart", kMultipart, R"({"a":1})", R"({"a":1})");
        row("JSON without a type", "", " \n{\"a\":1}", R"({"a":1})");
        row("JSON with a byte order mark", "application/json", "\xef\xbb\xbf{\"a\":1}", R"({"a":1})");
        row("JSON within a JSON text", "application/json", "\"{\\\"a\\\":1}\"", R"({"a":1})");
        row("JSON in windows-1252", "application/json", "{\"a\":\"Jos\xe9 \x93x\x94\"}", R"({"a":"José “x”"})");
        row("form", kForm, "a=1&b=x+y%21&c", R"({"a":"1","b":"x y!","c":""})");
        row("form without a type", "", "name=Rosa&phone=5125550143", R"({"name":"Rosa","phone":"5125550143"})");
        row("form with repeats", kForm, "a=1&a=2&a=3", R"({"a":["1","2","3"]})");
        row("form with brackets", kForm, "fields[name][value]=Rosa&fields[name][id]=name",
            R"({"fields":{"name":{"id":"name","value":"Rosa"}}})");
        row("form with escaped brackets", kForm, "a%5Bb%5D=1", R"({"a":{"b":"1"}})");
        row("form with empty brackets", kForm, "a[]=1&a[]=2", R"({"a":["1","2"]})");
        row("form with numbers in brackets", kForm, "a[0][q]=x&a[1][q]=y", R"({"a":[{"q":"x"},{"q":"y"}]})");
        row("form with eleven numbers", kForm,
            "a[0]=0&a[1]=1&a[2]=2&a[3]=3&a[4]=4&a[5]=5&a[6]=6&a[7]=7&a[8]=8&a[9]=9&a[10]=10",
            R"({"a":["0","1","2","3","4","5","6","7","8","9","10"]})");
        row("form with brackets that don't match", kForm, "a[b=1&]=2&[c]=3",
            "{\"[c]\":\"3\",\"]\":\"2\",\"a[b\":\"1\"}");
        row("form with a text and members", kForm, "a=1&a[b]=2", "{\"a\":{\"#text\":\"1\",\"b\":\"2\"}}");
        row("form with JSON inside", kForm, "raw=%7B%22q3_name%22%3A%7B%22first%22%3A%22Rosa%22%7D%7D",
            R"({"raw":{"q3_name":{"first":"Rosa"}}})");
        row("form with what only looks like JSON", kForm, "message=[1]&b={x", "{\"b\":\"{x\",\"message\":\"[1]\"}");
        row("form in windows-1252", kForm, "a=Jos%E9&b=%80", R"({"a":"José","b":"€"})");
        row("form with bad escapes", kForm, "a=100%&b=%zz", R"({"a":"100%","b":"%zz"})");
        row("multipart", kMultipart, "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\ny\r\n--xyz--\r\n",
            "{\"a\":\"x\\r\\ny\"}");
        row("multipart with preamble and blanks", kMultipart,
            "This is a form.\r\n--xyz  \t\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--xyz-- \r\nepilogue",
            R"({"a":"1"})");
        row("multipart with bare line feeds", kMultipart,
            "--xyz\nContent-Disposition: form-data; name=\"a[b]\"\n\n1\n--xyz--", R"({"a":{"b":"1"}})");
        row("multipart with an empty value", kMultipart,
            "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--xyz--", R"({"a":""})");
        row("multipart with the boundary in a value", kMultipart,
            "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx --xyz y\r\n--xyzz\r\n--xyz--",
            "{\"a\":\"x --xyz y\\r\\n--xyzz\"}");
        row("multipart without a type", "", "--q\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--q--",
            R"({"a":"1"})");
        row("multipart in windows-1252", kMultipart,
            "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nJos\xe9\r\n--xyz--", R"({"a":"José"})");
        row("XML", "application/xml", "<?xml version=\"1.0\"?><lead id=\"7\"><name>Rosa &amp; Co</name><tag/></lead>",
            R"({"lead":{"@id":"7","name":"Rosa & Co","tag":""}})");
        row("XML with repeats and mixed text", "text/xml", "<a><b>1</b><b>2</b><c d=\"x\">y</c></a>",
            "{\"a\":{\"b\":[\"1\",\"2\"],\"c\":{\"#text\":\"y\",\"@d\":\"x\"}}}");
        row("XML without a type", "", "<lead><n:name xmlns:n=\"x\">Rosa</n:name></lead>",
            R"({"lead":{"name":"Rosa"}})");
        row("XML with an apostrophe in a comment", "text/xml", "<a><!-- don't --><b>1</b></a>", R"({"a":{"b":"1"}})");
        row("text", "text/plain", "Call me at noon", R"({"text":"Call me at noon"})");
        row("text with labels", "text/plain",
            "New lead\nName: Rosa Example\nPhone: 512-555-0143\nMessage: It drips.\nSince 4:41 am: "
            "yes\nhttps://x.example",
            "{\"Message\":\"It drips.\\nSince 4:41 am: yes\\nhttps://x.example\",\"Name\":\"Rosa Example\","
            "\"Phone\":\"512-555-0143\",\"text\":\"New lead\"}");
        row("text of markup", "text/html", "<p>Call <b>me</p>", R"({"text":"<p>Call <b>me</p>"})");
        row("lines that say they are a form", kForm, "Name: Rosa\nPhone: 512", R"({"Name":"Rosa","Phone":"512"})");
    }
    void trees()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QTEST(treeText(type, body), "tree");
    }

    void filesAreNamedAndLeftOut()
    {
        const auto read =
            readBody(kMultipart, "--xyz\r\nContent-Disposition: form-data; name=\"photo\"; "
                                 "filename=\"drain; old.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\r\n"
                                 "--xyz\r\nContent-Disposition: form-data; name=\"none\"; filename=\"\"\r\n\r\n"
                                 "\r\n--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--xyz--");
        QVERIFY(read);
        QCOMPARE(read->files, QStringList(QStringLiteral("drain; old.jpg")));
        QCOMPARE(dumpJson(read->tree), QByteArray(R"({"a":"1"})"));
        QCOMPARE(read->kind, BodyKind::Multipart);
    }

    void encodings_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("encoding");
        QTest::newRow("UTF-8") << kForm << QByteArray("a=%C3%A9") << QStringLiteral("utf-8");
        QTest::newRow("windows-1252") << kForm << QByteArray("a=x&b=%E9") << QStringLiteral("windows-1252");
        QTest::newRow("a charset that lies") << QByteArray("text/plain; charset=iso-8859-1")
                                             << QByteArray("Name: Jos\xc3\xa9") << QStringLiteral("utf-8");
        QTest::newRow("a byte order mark")
            << QByteArray("application/json") << QByteArray("\xff\xfe{\0\"\0a\0\"\0:\0001\0}\0", 16)
            << QStringLiteral("utf-16le");
    }
    void encodings()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        const auto read = readBody(type, body);
        QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().message));
        QTEST(read->encoding, "encoding");
    }

    void broken_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const QByteArray &type, const QByteArray &body, const char *message) {
            QTest::newRow(name) << type << body << QString::fromUtf8(message);
        };
        row("nothing", "application/json", " \n", "The body is empty.");
        row("an empty object", "application/json", "{}", "The body holds nothing.");
        row("broken JSON", "application/json",
            "{\"a\":", "The body says that it is JSON, but it is no JSON object or array.");
        row("broken JSON without a type", "", "{\"a\":", "The body looks like JSON, but it is broken.");
        row("a number", "application/json", "5", "The body says that it is JSON, but it is no JSON object or array.");
        row("a form without its end", kMultipart, "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1",
            "The form is broken: it ends in the middle of a field.");
        row("a form without its boundary", kMultipart, "--abc\r\nx", "The form is broken: its boundary is missing.");
        row("a field without a name", kMultipart, "--xyz\r\nContent-Disposition: form-data\r\n\r\n1\r\n--xyz--",
            "The form is broken: a field has no name.");
        row("XML with a document type", "text/xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
            "The XML can't be read: a document type is not allowed.");
        row("XML with an unknown entity", "text/xml", "<a>&b;</a>",
            "The XML can't be read: line 1 is not well-formed.");
        row("XML without its end", "text/xml", "<a>\n<b>", "The XML can't be read: line 2 is not well-formed.");
        row("XML nested too deeply", "text/xml", QByteArray("<a>").repeated(40) + QByteArray("</a>").repeated(40),
            "The XML can't be read: it has too many elements, or they are nested too deeply.");
        row("XML with too many attributes", "text/xml", "<a" + QByteArray(" b='c'").repeated(101) + "/>",
            "The XML can't be read: an element has too many attributes.");
        row("too large", "text/plain", QByteArray(1024 * 1024 + 1, 'x'), "The body is larger than 1 MiB.");
        row("too many fields", kForm, QByteArray("a=1&").repeated(2001), "The form has too many fields.");
        row("too many values", "application/json", "[" + QByteArray("1,").repeated(20001) + "1]",
            "The body has too many values, or they are nested too deeply.");
    }
    void broken()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        const auto read = readBody(type, body);
        QVERIFY(!read);
        QTEST(read.error().message, "message");
    }

    /// Services that only send mail often send a page alone.
    void readsTheLinesOfAMailsPage()
    {
        const QByteArray page =
            "<html><head><style>p{color:red}</style><title>New lead</title></head><body>"
            "<p>Hello,<br>a <b>new</b> lead:</p>\n<table><tr><td>Name:</td><td>Rosa&nbsp;O&#39;Hara</td>"
            "</tr><TR><td>Phone:</td>\n<td>(512)\n555-0143</td></TR></table><script>x<y</script>"
            "1 &lt; 2 <a";
        const auto read = readBody(kForm, "subject=x&html=" + page.toPercentEncoding());
        QVERIFY(read.ok());
        QCOMPARE(QString::fromStdString(read->tree["text"].get<std::string>()),
                 QStringLiteral("New lead\nHello,\na new lead:\nName: Rosa O'Hara\nPhone: (512) 555-0143\n1 < 2"));
        const auto both = readBody(kForm, "text=plain&html=%3Cp%3Epage");
        QVERIFY(both.ok() && both->tree["text"] == "plain");
    }

    /// Whatever comes, an answer comes, and soon.
    void hostileBodiesTakeLittleTime_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        const qsizetype mib = 1024 * 1024;
        QTest::newRow("brackets") << QByteArray("application/json") << QByteArray(mib, '[');
        QTest::newRow("boundaries") << kMultipart << QByteArray("--xyz\r\n").repeated(mib / 7);
        QTest::newRow("longer boundaries")
            << kMultipart << "--xyz\r\n\r\n\r\n" + QByteArray("\n--xyzz").repeated(mib / 8);
        QTest::newRow("nearly boundaries")
            << "multipart/form-data; boundary=" + QByteArray(70, 'b')
            << "--" + QByteArray(70, 'b') + "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" +
                   ("\r\n--" + QByteArray(69, 'b')).repeated(mib / 73 - 2);
        QTest::newRow("a page of tags") << kForm << "html=" + QByteArray("<script>").repeated(mib / 8 - 1);
        QTest::newRow("a page of openings") << kForm << "html=" + QByteArray("<").repeated(mib - 6);
        QTest::newRow("ampersands") << kForm << QByteArray(mib, '&');
        QTest::newRow("brackets in names")
            << kForm << QByteArray("[").repeated(mib / 2) + QByteArray("]=").repeated(1000);
        QTest::newRow("tags") << QByteArray("text/xml") << QByteArray("<a>").repeated(mib / 3);
        QTest::newRow("attributes") << QByteArray("text/xml") << "<a " + QByteArray("b=\"\" ").repeated(mib / 6);
        QTest::newRow("comments") << QByteArray("text/xml") << QByteArray("<!-- ").repeated(mib / 5);
        QTest::newRow("labels") << QByteArray("text/plain") << QByteArray("a: b\n").repeated(mib / 5);
        QTest::newRow("quotes in a type")
            << "multipart/form-data; boundary=" + QByteArray("\"\\").repeated(4000) << QByteArray(mib, '-');
    }
    void hostileBodiesTakeLittleTime()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QElapsedTimer timer;
        timer.start();
        (void)readBody(type, body);
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestBodyReader)
#include "tst_bodyreader.moc"
