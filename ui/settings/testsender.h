#pragma once

#include "models/replica/samplebook.h"

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace pl::ui {

class PlainLabel;
class ProblemLabel;

/// A button that has the server send a message to the signed-in admin, or to a phone number that is typed.
class TestSender : public QWidget
{
    Q_OBJECT

public:
    /// `samples` must outlive this.
    TestSender(replica::SampleBook &samples, const QString &userEmail, QWidget *parent = nullptr);

    /// What the next click sends; its recipient is filled in here.
    void setWish(const MessageTest &wish);

Q_SIGNALS:
    void sent(const QString &sentence);

private:
    void showChannel();
    QString recipient() const;
    void send();
    void ended(const Result<QString> &outcome, const QString &to);

    replica::SampleBook &m_samples;
    const QString m_userEmail;
    MessageTest m_wish;
    PlainLabel *m_to;
    QLineEdit *m_number;
    QPushButton *m_send;
    ProblemLabel *m_problem;
};

} // namespace pl::ui
