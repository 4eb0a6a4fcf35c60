#pragma once

#include <QListWidget>

namespace pl::ui {

/// An account that this computer knows.
struct KnownAccount
{
    QString server;
    QString anonKey;
    QString email;
    bool kept = false; ///< signed in before, and stayed so: needs no password

    bool operator==(const KnownAccount &) const = default;
};

/// The accounts to choose from, the last used one first, and "Another account" at the end. Up and Down choose, Delete
/// forgets.
class AccountList : public QListWidget
{
    Q_OBJECT

public:
    explicit AccountList(QWidget *parent = nullptr);

    void setAccounts(const QList<KnownAccount> &accounts);
    /// The chosen one; nothing for "Another account".
    const KnownAccount *chosen() const;
    /// Chooses the account with that server and e-mail, or "Another account" when there is none. Says nothing.
    void choose(const QString &server, const QString &email);
    const KnownAccount *find(const QString &server, const QString &email) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    /// The person has chosen another row.
    void accountChosen();
    /// Enter, or a double click.
    void accountActivated();
    /// The chosen account is to be forgotten.
    void forgetRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QList<KnownAccount> m_accounts;
};

} // namespace pl::ui
