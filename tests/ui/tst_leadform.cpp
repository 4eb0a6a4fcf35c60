#include "tests/support/testwords.h"
#include "ui/leads/leadform.h"

#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::ui;
using pl::test::words;

namespace {

QList<Service> services()
{
    QList<Service> list;
    for (const char *name : {"Sewage Backup", "Drain Cleaning", "Emergency Drain Cleaning"})
        list += Service{words(name), words("Maintenance"), 2500, true, 1};
    list += Service{words("Well Digging"), words("Old"), 2500, false, 1};
    return list;
}

Lead maria()
{
    Lead lead;
    lead.id = QUuid::createUuid();
    lead.firstName = words("Maria");
    lead.lastName = words("Gonzalez");
    lead.email = words("maria@gonzalez.example");
    lead.phoneNumber = words("+15125550143");
    lead.serviceNeeded = words("Drain Cleaning");
    lead.urgency = Urgency::Week;
    lead.zipCode = words("78701");
    lead.externalId = words("a-20981");
    lead.version = 3;
    return lead;
}

} // namespace

class TestLeadForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void typedLeadIsSubmittedTidily();
    void everyWrongFieldSaysWhat();
    void phoneOrEmailIsEnough_data();
    void phoneOrEmailIsEnough();
    void anEmptyFormSaysWhatIsNeeded();
    void addressAndExtensionAreSubmitted();
    void anExtensionMayStandInThePhoneField();
    void tabGoesToTheAddressLast();
    void theFocusCanBeInAField();
    void opensLargeEnoughOnASmallScreen();
    void growsSoThatEverySentenceShows();
    void typingTakesAFieldsProblemAway();
    void serviceByAnyPartOfItsName_data();
    void serviceByAnyPartOfItsName();
    void unknownServiceIsRefused();
    void failedSaveKeepsWhatWasTyped();
    void serversFieldErrorsAreBesideTheFields();
    void savedCloses();
    void nothingClosesABusyForm();
    void escapeAsksOnceBeforeDiscarding();
    void untouchedFormClosesAtOnce();
    void editShowsTheRow();
    void editShowsAddressAndExtension();
    void editKeepsAServiceThatIsNoLongerOffered();
    void rebaseKeepsWhatWasTyped();

private:
    QLineEdit *line(const char *column) const { return m_form->findChild<QLineEdit *>(QString::fromLatin1(column)); }
    QComboBox *service() const { return m_form->findChild<QComboBox *>(words("service_needed")); }
    QLabel *problem(const char *column) const
    {
        return m_form->findChild<QLabel *>(QString::fromLatin1(column) + words("Problem"));
    }
    void fillIn();
    void save() { QTest::keyClick(m_form, Qt::Key_Return, Qt::ControlModifier); }
    NewLead submittedLead() const { return m_submitted->last().first().value<NewLead>(); }

    std::unique_ptr<QWidget> m_window;
    LeadForm *m_form = nullptr;
    std::unique_ptr<QSignalSpy> m_submitted;
};

void TestLeadForm::init()
{
    m_submitted.reset();
    m_window = std::make_unique<QWidget>();
    m_window->show();
    m_form = new LeadForm(m_window.get());
    m_submitted = std::make_unique<QSignalSpy>(m_form, &LeadForm::submitted);
}

void TestLeadForm::fillIn()
{
    QTest::keyClicks(line("first_name"), words(" Maria  "));
    QTest::keyClicks(line("last_name"), words("Gonzalez"));
    QTest::keyClicks(line("phone_number"), words("512 555 0143"));
    QTest::keyClicks(line("email"), words("maria@GONZALEZ.example"));
    QTest::keyClicks(service()->lineEdit(), words("drain cleaning"));
    QTest::keyClicks(line("zip_code"), words("78701"));
    m_form->findChild<QPlainTextEdit *>(words("description"))->setPlainText(words("Slow sink"));
}

void TestLeadForm::typedLeadIsSubmittedTidily()
{
    m_form->openNew(services());
    QTRY_VERIFY(line("first_name")->hasFocus());
    fillIn();
    save();
    QCOMPARE(m_submitted->count(), 1);
    const NewLead lead = submittedLead();
    QCOMPARE(lead.firstName, words("Maria"));
    QCOMPARE(lead.lastName, words("Gonzalez"));
    QCOMPARE(lead.phoneNumber, words("+15125550143"));
    QCOMPARE(lead.email, words("maria@gonzalez.example"));
    QCOMPARE(lead.serviceNeeded, words("Drain Cleaning"));
    QCOMPARE(lead.urgency, Urgency::Day);
    QCOMPARE(lead.zipCode, std::optional(words("78701")));
    QCOMPARE(lead.description, std::optional(words("Slow sink")));
    QVERIFY(m_form->isBusy());
}

void TestLeadForm::everyWrongFieldSaysWhat()
{
    m_form->openNew(services());
    QTest::keyClicks(line("last_name"), words("www.example.com"));
    QTest::keyClicks(line("phone_number"), words("12"));
    QTest::keyClicks(line("email"), words("maria"));
    QTest::keyClicks(line("zip_code"), words("7870"));
    QTest::keyClicks(line("street"), words("see www.example.com"));
    save();
    QCOMPARE(m_submitted->count(), 0);
    QVERIFY(!problem("first_name")->isVisible());
    QVERIFY(problem("last_name")->text().startsWith(words("Last name must not contain")));
    QVERIFY(problem("phone_number")->text().startsWith(words("Phone must be a phone number")));
    QVERIFY(problem("email")->text().startsWith(words("E-mail must be an e-mail address")));
    QVERIFY(!problem("service_needed")->isVisible());
    QVERIFY(problem("zip_code")->isVisible());
    QVERIFY(problem("street")->text().startsWith(words("Street must not contain")));
    QVERIFY(!m_form->findChild<QLabel *>(words("formProblem"))->isVisible());
    QCOMPARE(m_form->focusWidget(), line("last_name"));
}

void TestLeadForm::phoneOrEmailIsEnough_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("typed");
    QTest::newRow("a phone number") << words("phone_number") << words("512 555 0143");
    QTest::newRow("an e-mail address") << words("email") << words("maria@example.com");
}

void TestLeadForm::phoneOrEmailIsEnough()
{
    QFETCH(QString, column);
    QFETCH(QString, typed);
    m_form->openNew(services());
    QTest::keyClicks(m_form->findChild<QLineEdit *>(column), typed);
    save();
    QCOMPARE(m_submitted->count(), 1);
    QCOMPARE(submittedLead().firstName + submittedLead().lastName + submittedLead().serviceNeeded, QString());
    QCOMPARE(submittedLead().street, std::nullopt);
    QCOMPARE(submittedLead().phoneNumber.isEmpty(), column == words("email"));
}

void TestLeadForm::anEmptyFormSaysWhatIsNeeded()
{
    m_form->openNew(services());
    save();
    QCOMPARE(m_submitted->count(), 0);
    QCOMPARE(problem("phone_number")->text(), words("Phone or an e-mail address is needed."));
    QCOMPARE(problem("email")->text(), words("E-mail or a phone number is needed."));
    for (const char *column : {"first_name", "last_name", "service_needed"})
        QVERIFY2(!problem(column)->isVisible(), column);
    QCOMPARE(m_form->focusWidget(), line("phone_number"));
}

void TestLeadForm::addressAndExtensionAreSubmitted()
{
    m_form->openNew(services());
    fillIn();
    QTest::keyClicks(line("phone_extension"), words("12"));
    QTest::keyClicks(line("street"), words(" 12  Main St"));
    QTest::keyClicks(line("city"), words("Austin"));
    QTest::keyClicks(line("state"), words("TX"));
    save();
    QCOMPARE(m_submitted->count(), 1);
    QCOMPARE(submittedLead().phoneExtension, std::optional(words("12")));
    QCOMPARE(submittedLead().street, std::optional(words("12 Main St")));
    QCOMPARE(submittedLead().city, std::optional(words("Austin")));
    QCOMPARE(submittedLead().state, std::optional(words("TX")));
}

void TestLeadForm::anExtensionMayStandInThePhoneField()
{
    m_form->openNew(services());
    QTest::keyClicks(line("phone_number"), words("512 555 0143 x12"));
    save();
    QCOMPARE(submittedLead().phoneNumber, words("+15125550143"));
    QCOMPARE(submittedLead().phoneExtension, std::optional(words("12")));
}

/// Who types while the customer talks needs as many keys as before the address was there.
void TestLeadForm::tabGoesToTheAddressLast()
{
    m_form->openNew(services());
    QTRY_VERIFY(line("first_name")->hasFocus());
    QStringList visited;
    for (int i = 0; i < 12; ++i) {
        visited += m_form->focusWidget()->objectName();
        QTest::keyClick(m_form->focusWidget(), Qt::Key_Tab);
    }
    visited.removeAll(QString());
    const auto at = [&visited](const char *column) { return visited.indexOf(words(column)); };
    QCOMPARE(at("email"), at("phone_number") + 1);
    QCOMPARE(at("phone_extension"), at("description") + 1);
    QCOMPARE(at("street"), at("phone_extension") + 1);
    QCOMPARE(at("city"), at("street") + 1);
    QCOMPARE(at("state"), at("city") + 1);
    QVERIFY(at("service_needed") >= 0 && at("service_needed") < at("description"));
}

void TestLeadForm::theFocusCanBeInAField()
{
    Lead row = maria();
    row.email.clear();
    m_form->openEdit(row, services(), words("email"));
    QCOMPARE(m_form->focusWidget(), line("email"));
    m_form->reject();
    m_form->openEdit(row, services(), words("no such field"));
    QCOMPARE(m_form->focusWidget(), line("first_name"));
}

void TestLeadForm::opensLargeEnoughOnASmallScreen()
{
    QFont large = m_form->font();
    const int height = m_form->screen()->size().height();
    int needed = 0;
    for (int lines = 30; needed <= height * 2 / 3; --lines) { // where adjustSize() would stop
        QVERIFY(lines > 10);
        m_form->reject();
        large.setPixelSize(height / lines);
        m_form->setFont(large);
        m_form->openNew(services());
        needed = m_form->layout()->totalHeightForWidth(m_form->width());
    }
    QVERIFY(m_form->height() >= needed);
}

void TestLeadForm::growsSoThatEverySentenceShows()
{
    m_form->openNew(services());
    const int before = m_form->height();
    QTest::keyClicks(line("phone_number"), words("12"));
    QTest::keyClicks(line("email"), words("maria"));
    save();
    QTRY_VERIFY(m_form->height() > before);
    for (const char *column : {"first_name", "last_name", "phone_number", "email", "service_needed"}) {
        const QLabel *label = problem(column);
        QVERIFY2(label->height() >= label->heightForWidth(label->width()), column);
    }
    auto *description = m_form->findChild<QPlainTextEdit *>(words("description"));
    QVERIFY(description->geometry().bottom() < description->parentWidget()->height());
}

void TestLeadForm::typingTakesAFieldsProblemAway()
{
    m_form->openNew(services());
    service()->setEditText(words("Roof repair"));
    save();
    QVERIFY(problem("phone_number")->isVisible());
    QTest::keyClicks(line("phone_number"), words("5"));
    QVERIFY(!problem("phone_number")->isVisible());
    QVERIFY(problem("email")->isVisible());
    QVERIFY(problem("service_needed")->isVisible());
    QTest::keyClicks(service()->lineEdit(), words("d"));
    QVERIFY(!problem("service_needed")->isVisible());
}

void TestLeadForm::serviceByAnyPartOfItsName_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("proposed");
    QTest::newRow("a part of two names") << words("drain")
                                         << QStringList{words("Drain Cleaning"), words("Emergency Drain Cleaning")};
    QTest::newRow("the end of a name") << words("backup") << QStringList{words("Sewage Backup")};
    QTest::newRow("a service that is no longer offered") << words("well") << QStringList{};
}

void TestLeadForm::serviceByAnyPartOfItsName()
{
    QFETCH(QString, typed);
    QFETCH(QStringList, proposed);
    m_form->openNew(services());
    QTest::keyClicks(service()->lineEdit(), typed);
    QCompleter *completer = service()->completer();
    QStringList found;
    for (int row = 0; completer->setCurrentRow(row); ++row)
        found += completer->currentCompletion();
    QCOMPARE(found, proposed);
}

void TestLeadForm::unknownServiceIsRefused()
{
    m_form->openNew(services());
    fillIn();
    service()->setEditText(words("Roof repair"));
    save();
    QCOMPARE(m_submitted->count(), 0);
    QVERIFY(problem("service_needed")->text().startsWith(words("Service must be chosen from the list")));
    QVERIFY(!problem("first_name")->isVisible());
}

void TestLeadForm::failedSaveKeepsWhatWasTyped()
{
    m_form->openNew(services());
    fillIn();
    save();
    m_form->showErrors({ErrorCode::Unavailable, words("The server can't be reached.")});
    QVERIFY(m_form->isVisible());
    QVERIFY(!m_form->isBusy());
    auto *whole = m_form->findChild<QLabel *>(words("formProblem"));
    QVERIFY(whole->isVisible());
    QVERIFY(whole->text().contains(words("can't be reached")));
    QCOMPARE(line("phone_number")->text(), words("512 555 0143"));
    save();
    QCOMPARE(m_submitted->count(), 2);
}

void TestLeadForm::serversFieldErrorsAreBesideTheFields()
{
    m_form->openNew(services());
    fillIn();
    save();
    m_form->showErrors({ErrorCode::InvalidInput,
                        words("email is refused"),
                        {{words("email"), words("refused"), words("is not accepted by the server")}}});
    QCOMPARE(problem("email")->text(), words("E-mail is not accepted by the server."));
    QCOMPARE(m_form->focusWidget(), line("email"));
    QVERIFY(!m_form->findChild<QLabel *>(words("formProblem"))->isVisible());
    m_form->showErrors({ErrorCode::InvalidInput,
                        words("consent is refused"),
                        {{words("consent"), words("refused"), words("is missing")}}});
    QVERIFY(m_form->findChild<QLabel *>(words("formProblem"))->text().contains(words("onsent is missing")));
}

void TestLeadForm::savedCloses()
{
    m_form->openNew(services());
    fillIn();
    save();
    m_form->saved();
    QVERIFY(!m_form->isVisible());
    m_form->openNew(services());
    QCOMPARE(line("first_name")->text(), QString());
}

void TestLeadForm::nothingClosesABusyForm()
{
    m_form->openNew(services());
    fillIn();
    save();
    QTest::keyClick(m_form, Qt::Key_Escape);
    QTest::keyClick(m_form, Qt::Key_Escape);
    QVERIFY(m_form->isVisible());
    save();
    QCOMPARE(m_submitted->count(), 1);
}

void TestLeadForm::escapeAsksOnceBeforeDiscarding()
{
    m_form->openNew(services());
    QTest::keyClicks(line("first_name"), words("Maria"));
    QTest::keyClick(m_form, Qt::Key_Escape);
    QVERIFY(m_form->isVisible());
    QVERIFY(m_form->findChild<QLabel *>(words("formProblem"))->isVisible());
    QCOMPARE(m_form->findChild<QPushButton *>(words("formCancel"))->text(), words("Discard"));
    // Typing on takes the question back.
    QTest::keyClicks(line("first_name"), words("x"));
    QCOMPARE(m_form->findChild<QPushButton *>(words("formCancel"))->text(), words("Cancel"));
    QTest::keyClick(m_form, Qt::Key_Escape);
    QVERIFY(m_form->isVisible());
    QTest::keyClick(m_form, Qt::Key_Escape);
    QVERIFY(!m_form->isVisible());
}

void TestLeadForm::untouchedFormClosesAtOnce()
{
    m_form->openEdit(maria(), services());
    QTest::keyClick(m_form, Qt::Key_Escape);
    QVERIFY(!m_form->isVisible());
}

void TestLeadForm::editShowsTheRow()
{
    const Lead row = maria();
    m_form->openEdit(row, services());
    QCOMPARE(line("phone_number")->text(), words("(512) 555-0143"));
    QCOMPARE(service()->currentText(), words("Drain Cleaning"));
    QCOMPARE(m_form->findChild<QComboBox *>(words("urgency"))->currentText(), words("This week"));
    line("zip_code")->clear();
    save();
    QCOMPARE(m_submitted->count(), 1);
    QCOMPARE(submittedLead().phoneNumber, row.phoneNumber);
    QCOMPARE(submittedLead().zipCode, std::nullopt);
    QCOMPARE(submittedLead().externalId, row.externalId);
    QCOMPARE(m_form->editedLead()->id, row.id);
}

void TestLeadForm::editShowsAddressAndExtension()
{
    Lead row = maria();
    row.street = words("12 Main St");
    row.city = words("Austin");
    row.state = words("TX");
    row.phoneExtension = words("12");
    m_form->openEdit(row, services());
    QCOMPARE(line("phone_extension")->text(), words("12"));
    line("city")->clear();
    save();
    QCOMPARE(m_submitted->count(), 1);
    QCOMPARE(submittedLead().street, row.street);
    QCOMPARE(submittedLead().city, std::nullopt);
    QCOMPARE(submittedLead().state, row.state);
    QCOMPARE(submittedLead().phoneExtension, row.phoneExtension);
}

void TestLeadForm::editKeepsAServiceThatIsNoLongerOffered()
{
    Lead row = maria();
    row.serviceNeeded = words("Well Digging");
    m_form->openEdit(row, services());
    save();
    QCOMPARE(m_submitted->count(), 1);
    QCOMPARE(submittedLead().serviceNeeded, words("Well Digging"));
}

void TestLeadForm::rebaseKeepsWhatWasTyped()
{
    const Lead row = maria();
    m_form->openEdit(row, services());
    line("first_name")->setText(words("Mariana"));
    Lead now = row;
    now.version = 4;
    now.firstName = words("Marie");
    now.lastName = words("Gonzales");
    now.urgency = Urgency::Day;
    now.city = words("Austin");
    line("street")->setText(words("12 Main St"));
    m_form->rebase(now);
    QCOMPARE(line("city")->text(), words("Austin"));
    QCOMPARE(line("street")->text(), words("12 Main St"));
    QCOMPARE(line("first_name")->text(), words("Mariana"));
    QCOMPARE(line("last_name")->text(), words("Gonzales"));
    QCOMPARE(m_form->editedLead()->version, 4);
    save();
    QCOMPARE(submittedLead().urgency, Urgency::Day);
    QCOMPARE(submittedLead().firstName, words("Mariana"));
}

QTEST_MAIN(TestLeadForm)
#include "tst_leadform.moc"
