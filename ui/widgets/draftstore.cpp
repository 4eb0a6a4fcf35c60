#include "ui/widgets/draftstore.h"

#include <QCryptographicHash>

namespace pl::ui {
namespace {

using namespace std::chrono_literals;

const QString kDrafts = QStringLiteral("drafts/");
constexpr auto kWriteAfter = 500ms;

} // namespace

DraftStore::DraftStore(QSettings &settings, const QString &account, QObject *parent)
    : QObject(parent), m_settings(settings), m_account(account)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &DraftStore::write);
}

DraftStore::~DraftStore()
{
    write();
}

QString DraftStore::accountOf(const QString &serverName, const QString &email)
{
    const QByteArray both = (serverName + QLatin1Char('\n') + email.toLower()).toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(both, QCryptographicHash::Sha256).toHex().first(32));
}

QString DraftStore::pathOf(const QString &key) const
{
    return kDrafts + m_account + QLatin1Char('/') + key;
}

QVariant DraftStore::value(const QString &key) const
{
    return m_waiting.contains(key) ? m_waiting.value(key) : m_settings.value(pathOf(key));
}

QStringList DraftStore::keys(const QString &group) const
{
    m_settings.beginGroup(pathOf(group));
    QStringList found = m_settings.childKeys();
    m_settings.endGroup();
    const QString start = group + QLatin1Char('/');
    for (auto it = m_waiting.keyBegin(); it != m_waiting.keyEnd(); ++it)
        if (it->startsWith(start) && !found.contains(it->mid(start.size())))
            found += it->mid(start.size());
    return found;
}

void DraftStore::keep(const QString &key, const QVariant &value)
{
    if (m_isErased || this->value(key) == value)
        return;
    m_waiting.insert(key, value);
    if (!m_soon.isActive())
        m_soon.start(kWriteAfter);
}

void DraftStore::drop(const QString &key)
{
    m_waiting.remove(key);
    m_settings.remove(pathOf(key));
}

void DraftStore::erase()
{
    m_isErased = true;
    m_waiting.clear();
    forget(m_settings, m_account);
}

void DraftStore::forget(QSettings &settings, const QString &account)
{
    settings.remove(kDrafts + account);
    settings.sync();
}

void DraftStore::write()
{
    m_soon.stop();
    for (auto it = m_waiting.cbegin(); it != m_waiting.cend(); ++it)
        m_settings.setValue(pathOf(it.key()), it.value());
    if (!m_waiting.isEmpty())
        m_settings.sync(); // a crash may come next
    m_waiting.clear();
}

} // namespace pl::ui
