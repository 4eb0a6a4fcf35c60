#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace pl::ui {

class ProblemLabel;

/// Covers a window while it is locked, and asks for the password of who is signed in.
class LockScreen : public QWidget
{
    Q_OBJECT

public:
    LockScreen(const QString &email, const QString &server, QWidget *window);

    /// Covers the whole window again, and puts the keyboard into the field.
    void cover();
    void refuse(const QString &sentence);
    void focusField();

Q_SIGNALS:
    /// The screen is busy until refuse() or its end.
    void submitted(const QString &password);
    void signOutRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    QWidget *buildCard(const QString &email, const QString &server);
    void submit();

    QLineEdit *m_password = nullptr;
    ProblemLabel *m_problem = nullptr;
    QPushButton *m_unlock = nullptr;
    QPushButton *m_signOut = nullptr;
};

} // namespace pl::ui
