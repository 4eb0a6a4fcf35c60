#include "ui/shell/deadlinealerts.h"

#include "ui/style/shown.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include <QApplication>
#include <QIcon>
#include <QSystemTrayIcon>
#include <QWidget>

namespace pl::ui {

using Stage = tables::DeadlineStage;

namespace {

constexpr qsizetype kLongestPart = 80; // leaves room for the rest of the sentence

} // namespace

DeadlineAlerts::DeadlineAlerts(OfficeContext &context, QWidget *window) : DeadlineAlerts(context, window, Outlets()) {}

DeadlineAlerts::DeadlineAlerts(OfficeContext &context, QWidget *window, Outlets outlets)
    : QObject(window)
    , m_context(context)
    , m_window(window)
    , m_outlets(std::move(outlets))
    , m_watch(context.replica, kept(), nullptr, context.clock)
{
    if (!m_outlets.show)
        m_outlets = systemOutlets();
    connect(&m_watch, &tables::LeadDeadlineWatch::reached, this, &DeadlineAlerts::tell);
    // Leads whose time ran out before this object was created weren't announced.
    m_watch.check();
}

DeadlineAlerts::~DeadlineAlerts() = default;

DeadlineAlerts::Outlets DeadlineAlerts::systemOutlets()
{
    if (QSystemTrayIcon::isSystemTrayAvailable()) {
        m_tray = std::make_unique<QSystemTrayIcon>(QIcon(QStringLiteral(":/icons/plumber-leads.svg")));
        m_tray->setToolTip(QGuiApplication::applicationDisplayName()); // plain-text: our own name
        connect(m_tray.get(), &QSystemTrayIcon::messageClicked, this, &DeadlineAlerts::dueWanted);
        connect(m_tray.get(), &QSystemTrayIcon::activated, this, &DeadlineAlerts::dueWanted);
        m_tray->show();
    }
    const auto show = [this](const QString &title, const QString &text, bool over) {
        QApplication::alert(m_window);
        if (m_tray)
            m_tray->showMessage(title, notificationText(text),
                                over ? QSystemTrayIcon::Warning : QSystemTrayIcon::Information);
        else if (over)
            Q_EMIT inWindow(tr("%1: %2").arg(title, text));
    };
    return {show, [] { QApplication::beep(); }};
}

void DeadlineAlerts::tell(const QList<QUuid> &halfGone, const QList<QUuid> &over)
{
    // Saved first: after a crash, a repeated warning would be worse than a missing one.
    keep();
    if (!halfGone.isEmpty())
        m_outlets.show(tr("Half the time to assign is gone"), sentenceFor(halfGone), false);
    if (!over.isEmpty())
        m_outlets.show(tr("Not assigned in time"), sentenceFor(over), true);
    m_outlets.sound();
}

QString DeadlineAlerts::sentenceFor(const QList<QUuid> &leads) const
{
    const Lead *lead = m_context.replica.lead(leads.first());
    if (leads.size() > 1 || !lead)
        return leadsText(leads.size());
    return tr("%1, %2. %3")
        .arg(shown(leadName(*lead), kLongestPart), shown(serviceText(lead->serviceNeeded), kLongestPart),
             deadlineSentence(m_context.replica.assignBy(*lead), m_context.clock()));
}

QString DeadlineAlerts::settingsKey() const
{
    return QStringLiteral("alerts/told/") + m_context.serverName;
}

tables::LeadDeadlineWatch::Told DeadlineAlerts::kept() const
{
    tables::LeadDeadlineWatch::Told told;
    for (const QString &entry : m_context.settings.value(settingsKey()).toStringList())
        told.insert(QUuid::fromString(entry.section(u' ', 0, 0)),
                    entry.endsWith(QStringLiteral("over")) ? Stage::Over : Stage::HalfGone);
    return told;
}

void DeadlineAlerts::keep()
{
    QStringList entries;
    for (auto it = m_watch.told().begin(); it != m_watch.told().end(); ++it)
        if (it.value() != Stage::Open)
            entries += it.key().toString(QUuid::WithoutBraces) +
                       (it.value() == Stage::Over ? QStringLiteral(" over") : QStringLiteral(" half"));
    entries.sort();
    m_context.settings.setValue(settingsKey(), entries);
}

} // namespace pl::ui
