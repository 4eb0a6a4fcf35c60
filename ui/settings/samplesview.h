#pragma once

#include "models/domain/messagesample.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/notice.h"

#include <QWidget>

class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTextBrowser;

namespace pl::ui {

class PageTabs;
class PlainLabel;
class ProblemLabel;
class StatePage;

/// What messages to plumbers and customers look like, for admins: each as the server would send it, with made-up
/// people, and a button to send it to yourself.
class SamplesView : public QWidget
{
    Q_OBJECT

public:
    /// `context.samples` must not be null.
    explicit SamplesView(OfficeContext &context, QWidget *parent = nullptr);

    void focusList();

Q_SIGNALS:
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildPage();
    QWidget *buildList();
    QWidget *buildPreview();
    QWidget *buildTest();
    void connectAll();
    void samplesReceived();
    void showSample(int row);
    const MessagePreview *current() const;
    /// The signed-in admin, or for a text message the number that is typed; empty when it is invalid.
    QString recipient() const;
    void sendTest();
    void testEnded(const Result<QString> &outcome, const QString &recipient);

    OfficeContext &m_context;
    QStackedWidget *m_stack;
    StatePage *m_state;
    QListWidget *m_list = nullptr;
    PlainLabel *m_subject = nullptr;
    PageTabs *m_tabs = nullptr;
    QStackedWidget *m_looks = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QTextBrowser *m_page = nullptr;
    PlainLabel *m_to = nullptr;
    QLineEdit *m_number = nullptr;
    QPushButton *m_send = nullptr;
    ProblemLabel *m_problem = nullptr;
};

} // namespace pl::ui
