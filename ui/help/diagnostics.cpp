#include "ui/help/diagnostics.h"

#include "ui/office/billingcontext.h"
#include "ui/office/sourcecontext.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QFile>
#include <QFontInfo>
#include <QLocale>
#include <QRegularExpression>
#include <QScreen>
#include <QStyle>
#include <QSysInfo>
#include <QTimeZone>
#include <QWidget>

namespace pl::ui {
namespace {

QString connectionWord(replica::Connection connection)
{
    switch (connection) {
    case replica::Connection::Loading:
        return QStringLiteral("loading");
    case replica::Connection::Live:
        return QStringLiteral("live");
    case replica::Connection::Offline:
        return QStringLiteral("offline");
    case replica::Connection::Refused:
        break;
    }
    return QStringLiteral("refused");
}

QString appearanceWord(const Theme &theme)
{
    const bool follows = theme.appearance() == Appearance::System;
    const QString seen = theme.isDark() ? QStringLiteral("dark") : QStringLiteral("light");
    return follows ? seen + QStringLiteral(" (system)") : seen;
}

/// Only a known name: TZ can hold any text.
QString knownTimeZone()
{
    const QByteArray id = QTimeZone::systemTimeZoneId();
    return QTimeZone::isTimeZoneIdAvailable(id) ? QString::fromLatin1(id) : QStringLiteral("unknown");
}

/// Only on Linux, where it takes no more than reading a file.
std::optional<qint64> residentKib()
{
    QFile status(QStringLiteral("/proc/self/status")); // portable: it is nowhere else
    if (!status.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QRegularExpression line(QStringLiteral("VmRSS:\\s*(\\d+) kB")); // no-tr: the kernel's
    const QRegularExpressionMatch found = line.match(QString::fromLatin1(status.readAll()));
    return found.hasMatch() ? std::optional(found.captured(1).toLongLong()) : std::nullopt;
}

QString sizeWords(const QSize &size)
{
    return QStringLiteral("%1x%2").arg(size.width()).arg(size.height());
}

void addSystem(Diagnostics &facts)
{
    facts.program = QStringLiteral(PL_VERSION);
    facts.qt = QString::fromLatin1(qVersion());
    facts.builtWithQt = QStringLiteral(QT_VERSION_STR);
    facts.system = QSysInfo::productType() + u' ' + versionNumber(QSysInfo::productVersion());
    facts.kernel = QSysInfo::kernelType() + u' ' + versionNumber(QSysInfo::kernelVersion());
    facts.cpu = QSysInfo::currentCpuArchitecture();
    facts.locale = QLocale::system().name();
    facts.timeZone = knownTimeZone();
    facts.memoryKib = residentKib();
}

void addLooks(Diagnostics &facts, const Theme &theme, const QWidget &window)
{
    facts.platform = QGuiApplication::platformName();
    facts.style = QApplication::style()->name();
    facts.appearance = appearanceWord(theme);
    facts.density = theme.density() == Density::Compact ? QStringLiteral("compact") : QStringLiteral("comfortable");
    facts.fontPercent = theme.fontPercent();
    facts.fontPixels = QFontInfo(QApplication::font()).pixelSize();
    facts.window = window.size();
    const QList<QScreen *> screens = QGuiApplication::screens();
    for (const QScreen *screen : screens)
        facts.screens += {screen->size(), screen->devicePixelRatio(), screen->logicalDotsPerInch()};
}

void addRows(Diagnostics &facts, const OfficeContext &context)
{
    const auto add = [&facts](const QString &table, qsizetype count) { facts.rows += {table, count}; };
    add(QStringLiteral("leads"), context.replica.leadCount());
    add(QStringLiteral("plumbers"), context.replica.plumbers().size());
    add(QStringLiteral("services"), context.replica.services().size());
    if (context.messages)
        add(QStringLiteral("notifications"), context.messages->count());
    if (context.intake)
        add(QStringLiteral("intake_items"), context.intake->replica().items().size());
    if (context.views)
        add(QStringLiteral("saved_views"), context.views->views().size());
    if (context.sources)
        add(QStringLiteral("lead_sources"), context.sources->book.sources().size());
    if (context.billing) {
        add(QStringLiteral("payments"), context.billing->payments.count());
        add(QStringLiteral("billing_exceptions"), context.billing->payments.exceptions().size());
    }
}

void addOffice(Diagnostics &facts, const OfficeContext &context)
{
    const replica::OfficeReplica &replica = context.replica;
    facts.isSupabase = context.isSupabase;
    facts.isAdmin = context.isAdmin;
    facts.connection = connectionWord(replica.connection());
    if (replica.lastSync() != Timestamp())
        facts.secondsSinceSync = replica.lastSync().secondsTo(context.clock());
    if (replica.state() == replica::Replica::State::Failed)
        facts.lastError = static_cast<int>(replica.lastError().code);
    if (context.server && context.server->status())
        facts.server = versionNumber(context.server->status()->version);
    addRows(facts, context);
}

QString factLine(const QString &name, const QString &value)
{
    return name + QStringLiteral(": ") + (value.isEmpty() ? QStringLiteral("unknown") : value);
}

template <class Number>
QString factLine(const QString &name, const std::optional<Number> &number)
{
    return factLine(name, number ? QString::number(*number) : QString());
}

QStringList programLines(const Diagnostics &facts)
{
    return {
        factLine(QStringLiteral("program"), facts.program),
        factLine(QStringLiteral("qt"), facts.qt),
        factLine(QStringLiteral("built-with-qt"), facts.builtWithQt),
        factLine(QStringLiteral("server"), facts.server),
        factLine(QStringLiteral("store"), facts.isSupabase ? QStringLiteral("supabase") : QStringLiteral("embedded")),
        factLine(QStringLiteral("system"), facts.system),
        factLine(QStringLiteral("kernel"), facts.kernel),
        factLine(QStringLiteral("cpu"), facts.cpu),
        factLine(QStringLiteral("memory-kib"), facts.memoryKib),
        factLine(QStringLiteral("locale"), facts.locale),
        factLine(QStringLiteral("time-zone"), facts.timeZone)};
}

QStringList lookLines(const Diagnostics &facts)
{
    QStringList lines{factLine(QStringLiteral("platform"), facts.platform),
                      factLine(QStringLiteral("style"), facts.style),
                      factLine(QStringLiteral("appearance"), facts.appearance),
                      factLine(QStringLiteral("density"), facts.density),
                      factLine(QStringLiteral("text-percent"), QString::number(facts.fontPercent)),
                      factLine(QStringLiteral("text-pixels"), QString::number(facts.fontPixels)),
                      factLine(QStringLiteral("window"), sizeWords(facts.window))};
    for (const Diagnostics::Screen &screen : facts.screens)
        lines += factLine(
            QStringLiteral("screen-size-scale-dpi"),
            QStringLiteral("%1, %2, %3").arg(sizeWords(screen.size)).arg(screen.scale).arg(qRound(screen.dotsPerInch)));
    return lines;
}

QStringList officeLines(const Diagnostics &facts)
{
    QStringList lines{
        factLine(QStringLiteral("role"), facts.isAdmin ? QStringLiteral("admin") : QStringLiteral("staff")),
        factLine(QStringLiteral("connection"), facts.connection),
        factLine(QStringLiteral("seconds-since-sync"), facts.secondsSinceSync)};
    if (facts.lastError)
        lines += factLine(QStringLiteral("last-error"), facts.lastError);
    for (const Diagnostics::Rows &rows : facts.rows)
        lines += factLine(QStringLiteral("rows.") + rows.table, QString::number(rows.count));
    return lines << factLine(QStringLiteral("waiting-writes"), QString::number(facts.waitingWrites));
}

} // namespace

QString versionNumber(const QString &version)
{
    static const QRegularExpression number(QStringLiteral("^\\d{1,6}(\\.\\d{1,6}){0,3}"));
    return number.match(version).captured();
}

Diagnostics diagnosticsOf(const OfficeContext &context, const Theme &theme, const QWidget &window, int waitingWrites)
{
    Diagnostics facts;
    addSystem(facts);
    addLooks(facts, theme, window);
    addOffice(facts, context);
    facts.waitingWrites = waitingWrites;
    return facts;
}

QString diagnosticsText(const Diagnostics &facts)
{
    QStringList lines = programLines(facts);
    lines += lookLines(facts);
    lines += officeLines(facts);
    return lines.join(u'\n') + u'\n';
}

} // namespace pl::ui
