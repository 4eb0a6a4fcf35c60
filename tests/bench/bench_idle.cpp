// What a server and a window that nobody uses ask of a remote store: requests and bytes a minute, counted on the wire.

#include "tests/integration/desktop.h"
#include "tests/integration/messageproviders.h"
#include "tests/integration/moneyoffice.h"

#include <QApplication>
#include <QTest>

#include <cstdio>

using namespace pl;
using namespace pl::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kWarmUpMs = 75'000; ///< until the server rests
constexpr int kMeasuredMs = 120'000;

struct Sum
{
    int requests = 0;
    int refused = 0;
    qint64 bytes = 0;
};

void print(const char *who, const Sum &sum, const QMap<QString, int> &kinds)
{
    const double minutes = kMeasuredMs / 60'000.0;
    const double bytes = double(sum.bytes) / minutes;
    std::printf("%s: %.2f requests/s, %.0f bytes/min answered, %.2f GB in 30 days, %d refused\n", who,
                sum.requests * 1000.0 / kMeasuredMs, bytes, bytes * 60 * 24 * 30 / 1e9, sum.refused);
    for (auto kind = kinds.cbegin(); kind != kinds.cend(); ++kind)
        std::printf("    %5.1f/min  %s\n", kind.value() / minutes, qPrintable(kind.key()));
}

bool isOfWindow(const RestWire::Exchange &exchange)
{
    return exchange.header("X-Client-Info").contains("(desktop)") || !exchange.header("Authorization").isEmpty();
}

void measure(const char *title, RestWire &wire)
{
    wire.clear();
    QTest::qWait(kMeasuredMs);
    Sum sums[2];
    QList<RestWire::Exchange> parts[2];
    for (const RestWire::Exchange &exchange : wire.exchanges()) {
        const int part = isOfWindow(exchange);
        ++sums[part].requests;
        sums[part].refused += exchange.status >= 400;
        sums[part].bytes += exchange.bytesDown;
        parts[part].append(exchange);
    }
    std::printf("\n%s\n", title);
    print("  server", sums[0], RestWire::countByKind(parts[0]));
    print("  window", sums[1], RestWire::countByKind(parts[1]));
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("PL_TEST_HOSTED", "1");
    QApplication app(argc, argv);
    MoneyOffice office;
    MessageProviders providers;
    ServerProcess &server = office.server();
    providers.serve(server);
    if (!office.start())
        return 1;
    const QString password = u"correct horse battery"_s;
    server.addUser(u"ada@office.example"_s, u"admin"_s, password);
    server.addSource(u"website"_s);
    for (int i = 0; i < 20; ++i)
        office.addPlumber("Number" + std::to_string(i));
    Desktop desktop;
    if (!desktop.signIn(server.url(), u"ada@office.example"_s, password))
        return 1;
    QTest::qWait(kWarmUpMs);
    measure("Everything connected, an admin's window in use, nothing happens", *server.wire());
    desktop.window()->hide();
    measure("The window is hidden", *server.wire());
    return 0;
}
