#pragma once

#include <QObject>
#include <QSettings>
#include <QTimer>
#include <QVariantMap>

namespace pl::ui {

/// Half-written texts of one account, kept in this computer's settings so that they survive a restart or a crash. They
/// may hold customers' data, so they are never logged. Several stores may work on the same account as long as they keep
/// different keys. Lives on the GUI thread.
class DraftStore : public QObject
{
    Q_OBJECT

public:
    /// `settings` must outlive the store.
    DraftStore(QSettings &settings, const QString &account, QObject *parent = nullptr);
    /// Writes what still waits.
    ~DraftStore() override;

    /// The name of an account's drafts; nobody can read the e-mail address from it.
    static QString accountOf(const QString &serverName, const QString &email);

    QVariant value(const QString &key) const;
    /// The keys that begin with `group` and a slash, without both.
    QStringList keys(const QString &group) const;
    /// Written when the person stops typing, after half a second at the latest.
    void keep(const QString &key, const QVariant &value);
    void drop(const QString &key);
    /// Drops all drafts of the account, and keeps none from now on.
    void erase();
    /// The same for an account that isn't open.
    static void forget(QSettings &settings, const QString &account);

private:
    void write();
    QString pathOf(const QString &key) const;

    QSettings &m_settings;
    const QString m_account;
    QVariantMap m_waiting;
    QTimer m_soon;
    bool m_isErased = false;
};

} // namespace pl::ui
