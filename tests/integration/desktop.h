#pragma once

#include "app/appcontroller.h"
#include "app/office.h"
#include "app/tokenstore.h"

#include <QTableView>
#include <QTemporaryDir>

namespace pl::test {

/// A desktop program of its own inside the test: its settings, its network, its window. Driven by keys, read by what it
/// shows.
class Desktop
{
public:
    /// `updates` must outlive it; without it the window hears nothing of new versions.
    explicit Desktop(updates::UpdateWatch *updates = nullptr);
    ~Desktop();

    /// Types address, e-mail and password into the sign-in page, presses Enter, and waits for the office with its rows.
    bool signIn(const QString &server, const QString &email, const QString &password, int patienceMs = 15000);
    app::AppController &controller() { return *m_controller; }
    app::Office *office() { return m_controller->office(); }
    QWidget *window() { return &office()->window(); }

    template <class W>
    W *find(const char *name)
    {
        return window()->findChild<W *>(QLatin1String(name));
    }
    QTableView *table() { return find<QTableView>("leadsTable"); }
    /// What the leads table shows in a column of the row of that customer; empty when it has no such row.
    QString cell(const QString &customer, int column);
    /// Makes the customer's row the current one, as a click on it does. False when it has no such row.
    bool select(const QString &customer);
    QString noticeText();
    /// Brings the window to the front: shortcuts work in the active window alone.
    bool activate();
    bool popoverIsOpen(const char *name);

    /// Presses a key where the keyboard's focus is: in this window, else in the leads table.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void type(const QString &text);

private:
    class NoTokens;
    QWidget *focus();

    QTemporaryDir m_folder;
    QSettings m_settings;
    ui::Theme m_theme;
    std::unique_ptr<NoTokens> m_tokens;
    std::unique_ptr<app::AppController> m_controller;
};

} // namespace pl::test
