<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
    <context>
        <name>pl::ui::ActivityExport</name>
        <message numerus="yes">
            <source>%Ln line(s)</source>
            <translation>
                <numerusform>%Ln line</numerusform>
                <numerusform>%Ln lines</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::ActivityView</name>
        <message numerus="yes">
            <source>The newest %Ln line(s)</source>
            <translation>
                <numerusform>The newest %Ln line</numerusform>
                <numerusform>The newest %Ln lines</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln line(s)</source>
            <translation>
                <numerusform>%Ln line</numerusform>
                <numerusform>%Ln lines</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::ActivityWords</name>
        <message numerus="yes">
            <source>%Ln row(s) of %1</source>
            <translation>
                <numerusform>%Ln row of %1</numerusform>
                <numerusform>%Ln rows of %1</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::BillingView</name>
        <message numerus="yes">
            <source>%Ln payment(s) so far</source>
            <translation>
                <numerusform>%Ln payment so far</numerusform>
                <numerusform>%Ln payments so far</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::BulkActions</name>
        <message numerus="yes">
            <source>Assign %n</source>
            <comment>how many leads, on a button</comment>
            <translation>
                <numerusform>Assign %n</numerusform>
                <numerusform>Assign %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Assign %n lead(s) to…</source>
            <translation>
                <numerusform>Assign %n lead to…</numerusform>
                <numerusform>Assign %n leads to…</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of %n lead(s) undone.</source>
            <translation>
                <numerusform>%1 of %n lead undone.</numerusform>
                <numerusform>%1 of %n leads undone.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::BulkBar</name>
        <message numerus="yes">
            <source>%n selected</source>
            <translation>
                <numerusform>%n selected</numerusform>
                <numerusform>%n selected</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::BulkPane</name>
        <message numerus="yes">
            <source>Assign %n lead(s)</source>
            <translation>
                <numerusform>Assign %n lead</numerusform>
                <numerusform>Assign %n leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Plumbers are told in %n s. Until then one Undo takes all of it back.</source>
            <translation>
                <numerusform>Plumbers are told in %n s. Until then one Undo takes all of it back.</numerusform>
                <numerusform>Plumbers are told in %n s. Until then one Undo takes all of it back.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::BulkWords</name>
        <message numerus="yes">
            <source>Assigning %n lead(s)</source>
            <translation>
                <numerusform>Assigning %n lead</numerusform>
                <numerusform>Assigning %n leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Unassigning %n lead(s)</source>
            <translation>
                <numerusform>Unassigning %n lead</numerusform>
                <numerusform>Unassigning %n leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Completing %n lead(s)</source>
            <translation>
                <numerusform>Completing %n lead</numerusform>
                <numerusform>Completing %n leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Marking %n lead(s)</source>
            <translation>
                <numerusform>Marking %n lead</numerusform>
                <numerusform>Marking %n leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Adding a note to %n lead(s)</source>
            <translation>
                <numerusform>Adding a note to %n lead</numerusform>
                <numerusform>Adding a note to %n leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Undoing changes to %n lead(s)</source>
            <translation>
                <numerusform>Undoing changes to %n lead</numerusform>
                <numerusform>Undoing changes to %n leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n lead(s) assigned</source>
            <translation>
                <numerusform>%n lead assigned</numerusform>
                <numerusform>%n leads assigned</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n lead(s) unassigned</source>
            <translation>
                <numerusform>%n lead unassigned</numerusform>
                <numerusform>%n leads unassigned</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n lead(s) completed</source>
            <translation>
                <numerusform>%n lead completed</numerusform>
                <numerusform>%n leads completed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n lead(s) marked as duplicates</source>
            <translation>
                <numerusform>%n lead marked as a duplicate</numerusform>
                <numerusform>%n leads marked as duplicates</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Note added to %n lead(s)</source>
            <translation>
                <numerusform>Note added to %n lead</numerusform>
                <numerusform>Note added to %n leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n lead(s) undone</source>
            <translation>
                <numerusform>%n lead undone</numerusform>
                <numerusform>%n leads undone</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Not assigned: %n lead(s)</source>
            <translation>
                <numerusform>Not assigned: %n lead</numerusform>
                <numerusform>Not assigned: %n leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Not unassigned: %n lead(s)</source>
            <translation>
                <numerusform>Not unassigned: %n lead</numerusform>
                <numerusform>Not unassigned: %n leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Not completed: %n lead(s)</source>
            <translation>
                <numerusform>Not completed: %n lead</numerusform>
                <numerusform>Not completed: %n leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Not marked: %n lead(s)</source>
            <translation>
                <numerusform>Not marked: %n lead</numerusform>
                <numerusform>Not marked: %n leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>No note added to %n lead(s)</source>
            <translation>
                <numerusform>No note added to %n lead</numerusform>
                <numerusform>No note added to %n leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Not undone: %n lead(s)</source>
            <translation>
                <numerusform>Not undone: %n lead</numerusform>
                <numerusform>Not undone: %n leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>assign %n lead(s)</source>
            <translation>
                <numerusform>assign %n lead</numerusform>
                <numerusform>assign %n leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>unassign %n lead(s)</source>
            <translation>
                <numerusform>unassign %n lead</numerusform>
                <numerusform>unassign %n leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>complete %n lead(s)</source>
            <translation>
                <numerusform>complete %n lead</numerusform>
                <numerusform>complete %n leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>mark %n lead(s) as duplicates</source>
            <translation>
                <numerusform>mark %n lead as a duplicate</numerusform>
                <numerusform>mark %n leads as duplicates</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n lead(s) stay in To assign: nobody can take them.</source>
            <translation>
                <numerusform>%n lead stays in To assign: nobody can take it.</numerusform>
                <numerusform>%n leads stay in To assign: nobody can take them.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n lead(s) stay with their plumber.</source>
            <translation>
                <numerusform>%n lead stays with its plumber.</numerusform>
                <numerusform>%n leads stay with their plumber.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n lead(s) stay completed.</source>
            <translation>
                <numerusform>%n lead stays completed.</numerusform>
                <numerusform>%n leads stay completed.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n lead(s) stay as they are: the plumber's papers have expired.</source>
            <translation>
                <numerusform>%n lead stays as it is: the plumber's papers have expired.</numerusform>
                <numerusform>%n leads stay as they are: the plumber's papers have expired.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n lead(s) can't be assigned: their customers asked that they are not sold.</source>
            <translation>
                <numerusform>%n lead can't be assigned: its customer asked that it isn't sold.</numerusform>
                <numerusform>%n leads can't be assigned: their customers asked that they aren't sold.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::ChangePasswordDialog</name>
        <message numerus="yes">
            <source>must have at least %n character(s)</source>
            <translation>
                <numerusform>must have at least %n character</numerusform>
                <numerusform>must have at least %n characters</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::ClockWarning</name>
        <message numerus="yes">
            <source>%n minute(s)</source>
            <translation>
                <numerusform>%n minute</numerusform>
                <numerusform>%n minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hour(s)</source>
            <translation>
                <numerusform>%n hour</numerusform>
                <numerusform>%n hours</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::ColumnsPage</name>
        <message numerus="yes">
            <source>%Ln row(s)</source>
            <translation>
                <numerusform>%Ln row</numerusform>
                <numerusform>%Ln rows</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::CompletePopup</name>
        <message numerus="yes">
            <source>Complete %n lead(s)</source>
            <translation>
                <numerusform>Complete %n lead</numerusform>
                <numerusform>Complete %n leads</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::ComputerView</name>
        <message numerus="yes">
            <source>After %Ln minute(s)</source>
            <translation>
                <numerusform>After %Ln minute</numerusform>
                <numerusform>After %Ln minutes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::CustomerSections</name>
        <message numerus="yes">
            <source>%Ln item(s) in To sort with this phone number or e-mail address</source>
            <translation>
                <numerusform>%Ln item in To sort with this phone number or e-mail address</numerusform>
                <numerusform>%Ln items in To sort with this phone number or e-mail address</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::CustomerWords</name>
        <message numerus="yes">
            <source>%1 erased a customer with %Ln lead(s)</source>
            <translation>
                <numerusform>%1 erased a customer with %Ln lead</numerusform>
                <numerusform>%1 erased a customer with %Ln leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 let the data of %Ln lead(s) go</source>
            <translation>
                <numerusform>%1 let the data of %Ln lead go</numerusform>
                <numerusform>%1 let the data of %Ln leads go</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 checked the history: %Ln line(s), none altered</source>
            <translation>
                <numerusform>%1 checked the history: %Ln line, none altered</numerusform>
                <numerusform>%1 checked the history: %Ln lines, none altered</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 checked the history and found %Ln altered line(s)</source>
            <translation>
                <numerusform>%1 checked the history and found %Ln altered line</numerusform>
                <numerusform>%1 checked the history and found %Ln altered lines</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::Dashboard</name>
        <message numerus="yes">
            <source>%n day(s) before</source>
            <translation>
                <numerusform>%n day before</numerusform>
                <numerusform>%n days before</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n month(s) before</source>
            <translation>
                <numerusform>%n month before</numerusform>
                <numerusform>%n months before</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::DashboardView</name>
        <message numerus="yes">
            <source>without %n payment(s) in other currencies</source>
            <translation>
                <numerusform>without %n payment in other currencies</numerusform>
                <numerusform>without %n payments in other currencies</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::DeadlinesView</name>
        <message numerus="yes">
            <source>%Ln lead(s) without an answer are not charged yet; their plumbers pay once they accept. What has been charged stays charged.</source>
            <translation>
                <numerusform>%Ln lead without an answer is not charged yet; its plumber pays once they accept. What has been charged stays charged.</numerusform>
                <numerusform>%Ln leads without an answer are not charged yet; their plumbers pay once they accept. What has been charged stays charged.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln lead(s) without an answer are charged as soon as you save: %1 in all. Plumbers without a card are charged when they add one.</source>
            <translation>
                <numerusform>%Ln lead without an answer is charged as soon as you save: %1 in all. Plumbers without a card are charged when they add one.</numerusform>
                <numerusform>%Ln leads without an answer are charged as soon as you save: %1 in all. Plumbers without a card are charged when they add one.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::DecisionWords</name>
        <message numerus="yes">
            <source>%1 at their daily cap</source>
            <translation>
                <numerusform>%1 at their daily cap</numerusform>
                <numerusform>%1 at their daily cap</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 too far away</source>
            <translation>
                <numerusform>%1 too far away</numerusform>
                <numerusform>%1 too far away</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 without a card on file</source>
            <translation>
                <numerusform>%1 without a card on file</numerusform>
                <numerusform>%1 without a card on file</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 who had it before</source>
            <translation>
                <numerusform>%1 who had it before</numerusform>
                <numerusform>%1 who had it before</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 paused</source>
            <translation>
                <numerusform>%1 paused</numerusform>
                <numerusform>%1 paused</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 without this service</source>
            <translation>
                <numerusform>%1 without this service</numerusform>
                <numerusform>%1 without this service</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 because the service is unknown</source>
            <translation>
                <numerusform>%1 because the service is unknown</numerusform>
                <numerusform>%1 because the service is unknown</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 at their weekly cap</source>
            <translation>
                <numerusform>%1 at their weekly cap</numerusform>
                <numerusform>%1 at their weekly cap</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 at their monthly cap</source>
            <translation>
                <numerusform>%1 at their monthly cap</numerusform>
                <numerusform>%1 at their monthly cap</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 off work</source>
            <translation>
                <numerusform>%1 off work</numerusform>
                <numerusform>%1 off work</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 with an expired license</source>
            <translation>
                <numerusform>%1 with an expired license</numerusform>
                <numerusform>%1 with an expired license</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 with expired insurance</source>
            <translation>
                <numerusform>%1 with expired insurance</numerusform>
                <numerusform>%1 with expired insurance</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::DetailPane</name>
        <message numerus="yes">
            <source>will be sent in %n s</source>
            <translation>
                <numerusform>will be sent in %n s</numerusform>
                <numerusform>will be sent in %n s</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::ErasingWords</name>
        <message numerus="yes">
            <source>Name, contact, address, description and answers of %Ln lead(s)</source>
            <translation>
                <numerusform>Name, contact, address, description and answers of %Ln lead</numerusform>
                <numerusform>Name, contact, address, description and answers of %Ln leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The words of %Ln line(s) of the history</source>
            <translation>
                <numerusform>The words of %Ln line of the history</numerusform>
                <numerusform>The words of %Ln lines of the history</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Recipient and words of %Ln message(s)</source>
            <translation>
                <numerusform>Recipient and words of %Ln message</numerusform>
                <numerusform>Recipient and words of %Ln messages</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln answer(s) by text message</source>
            <translation>
                <numerusform>%Ln answer by text message</numerusform>
                <numerusform>%Ln answers by text message</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln original(s) from sources</source>
            <translation>
                <numerusform>%Ln original from sources</numerusform>
                <numerusform>%Ln originals from sources</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln row(s) kept for undoing imports</source>
            <translation>
                <numerusform>%Ln row kept for undoing imports</numerusform>
                <numerusform>%Ln rows kept for undoing imports</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln record(s) in the server's journal</source>
            <translation>
                <numerusform>%Ln record in the server's journal</numerusform>
                <numerusform>%Ln records in the server's journal</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln export(s) in the server's folder</source>
            <translation>
                <numerusform>%Ln export in the server's folder</numerusform>
                <numerusform>%Ln exports in the server's folder</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln mark(s) of what the person said no to, as a hash that counts if they write again</source>
            <translation>
                <numerusform>%Ln mark of what the person said no to, as a hash that counts if they write again</numerusform>
                <numerusform>%Ln marks of what the person said no to, as a hash that counts if they write again</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln charge(s) under way: erasing stops no charge</source>
            <translation>
                <numerusform>%Ln charge under way: erasing stops no charge</numerusform>
                <numerusform>%Ln charges under way: erasing stops no charge</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln dispute(s) with a bank: make a proof pack first, there is none afterwards</source>
            <translation>
                <numerusform>%Ln dispute with a bank: make a proof pack first, there is none afterwards</numerusform>
                <numerusform>%Ln disputes with a bank: make a proof pack first, there is none afterwards</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln backup(s) on the server; old ones go by and by</source>
            <translation>
                <numerusform>%Ln backup on the server; old ones go by and by</numerusform>
                <numerusform>%Ln backups on the server; old ones go by and by</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::ErrorWords</name>
        <message numerus="yes">
            <source>Try again in %n second(s).</source>
            <translation>
                <numerusform>Try again in %n second.</numerusform>
                <numerusform>Try again in %n seconds.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Try again in %n minute(s).</source>
            <translation>
                <numerusform>Try again in %n minute.</numerusform>
                <numerusform>Try again in %n minutes.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::FilterChip</name>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>%n more</numerusform>
                <numerusform>%n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::GraceNotice</name>
        <message numerus="yes">
            <source>Messages go out in %n s.</source>
            <translation>
                <numerusform>Messages go out in %n s.</numerusform>
                <numerusform>Messages go out in %n s.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::ImportText</name>
        <message numerus="yes">
            <source>%Ln line(s) were refused.</source>
            <translation>
                <numerusform>%Ln line was refused.</numerusform>
                <numerusform>%Ln lines were refused.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Undoing stopped. %Ln row(s) taken back so far.</source>
            <translation>
                <numerusform>Undoing stopped. %Ln row taken back so far.</numerusform>
                <numerusform>Undoing stopped. %Ln rows taken back so far.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Import undone: %Ln row(s) taken back.</source>
            <translation>
                <numerusform>Import undone: %Ln row taken back.</numerusform>
                <numerusform>Import undone: %Ln rows taken back.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln row(s) kept because somebody used or changed them since.</source>
            <translation>
                <numerusform>%Ln row kept because somebody used or changed it since.</numerusform>
                <numerusform>%Ln rows kept because somebody used or changed them since.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::ImportView</name>
        <message numerus="yes">
            <source>and %Ln more</source>
            <translation>
                <numerusform>and %Ln more</numerusform>
                <numerusform>and %Ln more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::KeepingView</name>
        <message numerus="yes">
            <source>%Ln day(s)</source>
            <translation>
                <numerusform>%Ln day</numerusform>
                <numerusform>%Ln days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln lead(s) will lose the customer's name on %1.</source>
            <translation>
                <numerusform>%Ln lead will lose the customer's name on %1.</numerusform>
                <numerusform>%Ln leads will lose the customer's name on %1.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln message(s) will lose words and recipient.</source>
            <translation>
                <numerusform>%Ln message will lose words and recipient.</numerusform>
                <numerusform>%Ln messages will lose words and recipient.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln original(s) from sources will go.</source>
            <translation>
                <numerusform>%Ln original from sources will go.</numerusform>
                <numerusform>%Ln originals from sources will go.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln line(s) of the activity will go.</source>
            <translation>
                <numerusform>%Ln line of the activity will go.</numerusform>
                <numerusform>%Ln lines of the activity will go.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::LeadAlerts</name>
        <message numerus="yes">
            <source>%n new lead(s) for today</source>
            <translation>
                <numerusform>%n new lead for today</numerusform>
                <numerusform>%n new leads for today</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 and %n more</source>
            <comment>names of customers</comment>
            <translation>
                <numerusform>%1 and %n more</numerusform>
                <numerusform>%1 and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::LeadPreview</name>
        <message numerus="yes">
            <source>and %n other(s) in the same body</source>
            <translation>
                <numerusform>and %n other in the same body</numerusform>
                <numerusform>and %n others in the same body</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n plumber(s) can take it</source>
            <translation>
                <numerusform>%n plumber can take it</numerusform>
                <numerusform>%n plumbers can take it</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::LeadTable</name>
        <message numerus="yes">
            <source>%n selected</source>
            <translation>
                <numerusform>%n selected</numerusform>
                <numerusform>%n selected</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::MailPreview</name>
        <message numerus="yes">
            <source>%Ln character(s)</source>
            <translation>
                <numerusform>%Ln character</numerusform>
                <numerusform>%Ln characters</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1, sent as %Ln text message(s)</source>
            <translation>
                <numerusform>%1, sent as %Ln text message</numerusform>
                <numerusform>%1, sent as %Ln text messages</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::MessageExport</name>
        <message numerus="yes">
            <source>%Ln message(s)</source>
            <translation>
                <numerusform>%Ln message</numerusform>
                <numerusform>%Ln messages</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::MessageWords</name>
        <message numerus="yes">
            <source>After %n attempt(s)</source>
            <translation>
                <numerusform>After %n attempt</numerusform>
                <numerusform>After %n attempts</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 Gave up after %n attempt(s).</source>
            <translation>
                <numerusform>%1 Gave up after %n attempt.</numerusform>
                <numerusform>%1 Gave up after %n attempts.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::MessagesView</name>
        <message numerus="yes">
            <source>The newest %Ln message(s)</source>
            <translation>
                <numerusform>The newest %Ln message</numerusform>
                <numerusform>The newest %Ln messages</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln message(s)</source>
            <translation>
                <numerusform>%Ln message</numerusform>
                <numerusform>%Ln messages</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1, %Ln didn't arrive</source>
            <translation>
                <numerusform>%1, %Ln didn't arrive</numerusform>
                <numerusform>%1, %Ln didn't arrive</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::Moments</name>
        <message numerus="yes">
            <source>%n minute(s)</source>
            <translation>
                <numerusform>%n minute</numerusform>
                <numerusform>%n minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hour(s)</source>
            <translation>
                <numerusform>%n hour</numerusform>
                <numerusform>%n hours</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::MoreFilters</name>
        <message numerus="yes">
            <source>Over %n day(s)</source>
            <translation>
                <numerusform>Over %n day</numerusform>
                <numerusform>Over %n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Over %n hour(s)</source>
            <translation>
                <numerusform>Over %n hour</numerusform>
                <numerusform>Over %n hours</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::NoteEditor</name>
        <message numerus="yes">
            <source>Note on %n lead(s)</source>
            <translation>
                <numerusform>Note on %n lead</numerusform>
                <numerusform>Note on %n leads</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::OfficeTray</name>
        <message numerus="yes">
            <source>%1: %n lead(s) for today without a plumber</source>
            <translation>
                <numerusform>%1: %n lead for today without a plumber</numerusform>
                <numerusform>%1: %n leads for today without a plumber</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::PaperWords</name>
        <message numerus="yes">
            <source>%1, in %n day(s)</source>
            <comment>a day, and how far it is</comment>
            <translation>
                <numerusform>%1, in %n day</numerusform>
                <numerusform>%1, in %n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::PaymentExport</name>
        <message numerus="yes">
            <source>%Ln payment(s)</source>
            <translation>
                <numerusform>%Ln payment</numerusform>
                <numerusform>%Ln payments</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::PeopleSearch</name>
        <message numerus="yes">
            <source>Show all %n lead(s) that match</source>
            <translation>
                <numerusform>Show all %n lead that match</numerusform>
                <numerusform>Show all %n leads that match</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::PlumberPane</name>
        <message numerus="yes">
            <source>Last %n day(s)</source>
            <translation>
                <numerusform>Last %n day</numerusform>
                <numerusform>Last %n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1, %n payment(s)</source>
            <translation>
                <numerusform>%1, %n payment</numerusform>
                <numerusform>%1, %n payments</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::PrintPreview</name>
        <message numerus="yes">
            <source>%n page(s)</source>
            <translation>
                <numerusform>%n page</numerusform>
                <numerusform>%n pages</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::ProofPages</name>
        <message numerus="yes">
            <source>Checked: the history's chain of hashes is unbroken (%Ln line(s)).</source>
            <translation>
                <numerusform>Checked: the history's chain of hashes is unbroken (%Ln line).</numerusform>
                <numerusform>Checked: the history's chain of hashes is unbroken (%Ln lines).</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::ReceivedChip</name>
        <message numerus="yes">
            <source>Last %n day(s)</source>
            <translation>
                <numerusform>Last %n day</numerusform>
                <numerusform>Last %n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::RehearsalPanel</name>
        <message numerus="yes">
            <source>Of the last 30 days’ %Ln lead(s), each given to the best plumber, %1 find one (before: %2).</source>
            <translation>
                <numerusform>Of the last 30 days’ %Ln lead, each given to the best plumber, %1 find one (before: %2).</numerusform>
                <numerusform>Of the last 30 days’ %Ln leads, each given to the best plumber, %1 find one (before: %2).</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>No more leads for %1 and %Ln other(s).</source>
            <translation>
                <numerusform>No more leads for %1 and %Ln other.</numerusform>
                <numerusform>No more leads for %1 and %Ln others.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::SortingActions</name>
        <message numerus="yes">
            <source>&amp;Save mapping, take %n lead(s)</source>
            <translation>
                <numerusform>&amp;Save mapping, take %n lead</numerusform>
                <numerusform>&amp;Save mapping, take %n leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Mapping of %1 saved. Trying %n item(s) again.</source>
            <translation>
                <numerusform>Mapping of %1 saved. Trying %n item again.</numerusform>
                <numerusform>Mapping of %1 saved. Trying %n items again.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n lead(s) taken</source>
            <translation>
                <numerusform>%n lead taken</numerusform>
                <numerusform>%n leads taken</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n item(s) couldn't be taken</source>
            <translation>
                <numerusform>%n item couldn't be taken</numerusform>
                <numerusform>%n items couldn't be taken</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::SortingPane</name>
        <message numerus="yes">
            <source>%n item(s) waiting</source>
            <translation>
                <numerusform>%n item waiting</numerusform>
                <numerusform>%n items waiting</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::SortingView</name>
        <message numerus="yes">
            <source>%Ln item(s)</source>
            <translation>
                <numerusform>%Ln item</numerusform>
                <numerusform>%Ln items</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::SourcePane</name>
        <message numerus="yes">
            <source>%n hour(s)</source>
            <translation>
                <numerusform>%n hour</numerusform>
                <numerusform>%n hours</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln duplicate(s)</source>
            <translation>
                <numerusform>%Ln duplicate</numerusform>
                <numerusform>%Ln duplicates</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln test(s)</source>
            <translation>
                <numerusform>%Ln test</numerusform>
                <numerusform>%Ln tests</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::SourcesView</name>
        <message numerus="yes">
            <source>%Ln source(s)</source>
            <translation>
                <numerusform>%Ln source</numerusform>
                <numerusform>%Ln sources</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1. Trying %n item(s) again.</source>
            <comment>what was done</comment>
            <translation>
                <numerusform>%1. Trying %n item again.</numerusform>
                <numerusform>%1. Trying %n items again.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::StatusLine</name>
        <message numerus="yes">
            <source>%n hour(s)</source>
            <translation>
                <numerusform>%n hour</numerusform>
                <numerusform>%n hours</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n sources are silent</source>
            <translation>
                <numerusform>%n source is silent</numerusform>
                <numerusform>%n sources are silent</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::TwinNotice</name>
        <message numerus="yes">
            <source>%1 and %n other(s)</source>
            <translation>
                <numerusform>%1 and %n other</numerusform>
                <numerusform>%1 and %n others</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::Words</name>
        <message numerus="yes">
            <source>%1 lead(s)</source>
            <translation>
                <numerusform>%1 lead</numerusform>
                <numerusform>%1 leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 plumber(s)</source>
            <translation>
                <numerusform>%1 plumber</numerusform>
                <numerusform>%1 plumbers</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 lead(s) found</source>
            <translation>
                <numerusform>%1 lead found</numerusform>
                <numerusform>%1 leads found</numerusform>
            </translation>
        </message>
    </context>
</TS>
